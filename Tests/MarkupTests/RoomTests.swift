// The room's own tests replace this file.
