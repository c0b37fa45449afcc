"""The first engine: cubes as Ibis expressions on DuckDB, one expression per grouping."""
