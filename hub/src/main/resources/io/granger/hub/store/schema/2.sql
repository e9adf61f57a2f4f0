-- Kept free in the row of a task that is open for what its end will add: a row that does not grow is written over in its place.
ALTER TABLE task ADD COLUMN room BLOB;
