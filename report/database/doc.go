// Package database writes the tables of a run into databases: SQLite (a file of the run folder) and PostgreSQL (a schema per run).
//
// Tables and columns are called as the CSV files and their columns are; text is TEXT and never null, whole numbers are BIGINT (INTEGER in
// SQLite), others DOUBLE PRECISION (REAL), null where there is none. Texts stand as they are, without the apostrophes that
// guard CSV.
package database
