<?xml version="1.0"?>
<CHANNEL HREF="https://old.example/" BASE="https://old.example/news/" LASTMOD="1998-03-02T10:00-0500">
<TITLE>Old Channel</TITLE><ABSTRACT>From 1998</ABSTRACT><LOGO HREF="/logo.gif" STYLE="IMAGE"/>
<ITEM HREF="1.html" LASTMOD="1998-03-02T10:00-0500"><TITLE>One</TITLE><ABSTRACT>First of them</ABSTRACT></ITEM>
<CHANNEL HREF="sub/"><TITLE>Sub</TITLE><ITEM HREF="2.html"><TITLE>Two</TITLE></ITEM></CHANNEL></CHANNEL>
