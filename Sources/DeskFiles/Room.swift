// The room's own files replace this one.
