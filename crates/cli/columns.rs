//! Tables for the terminal: columns as wide as their widest cell.

use meshwright_core::diag::render::columns::{broken, columns};

/// Rows of cells under each other; the last column is not padded.
pub(crate) struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table without rows.
    pub(crate) const fn new() -> Self {
        Self { rows: Vec::new() }
    }

    /// Adds a row.
    pub(crate) fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(cells.into_iter().collect());
    }

    /// The rows as lines, the last column broken at spaces where it goes beyond `width`.
    pub(crate) fn filled(&self, indent: &str, width: usize) -> Vec<String> {
        let n_columns = self.rows.iter().map(Vec::len).max().unwrap_or_default();
        let margin: usize = self.widths().iter().take(n_columns.saturating_sub(1)).sum();
        let margin = indent.len() + margin + 2 * n_columns.saturating_sub(1);
        let room = width.saturating_sub(margin).max(24);
        let mut table = Self::new();
        for row in &self.rows {
            let (Some(last), true) = (row.last(), row.len() == n_columns) else {
                table.rows.push(row.clone());
                continue;
            };
            let before = &row[..n_columns - 1];
            for (index, part) in broken(last, room).into_iter().enumerate() {
                let mut cells: Vec<String> = match index {
                    0 => before.to_vec(),
                    _ => vec![String::new(); n_columns - 1],
                };
                cells.push(part);
                table.rows.push(cells);
            }
        }
        table.lines(indent)
    }

    fn widths(&self) -> Vec<usize> {
        let n_columns = self.rows.iter().map(Vec::len).max().unwrap_or_default();
        (0..n_columns)
            .map(|column| {
                let cells = self.rows.iter().filter_map(|row| row.get(column));
                cells.map(|cell| width(cell)).max().unwrap_or_default()
            })
            .collect()
    }

    /// The rows as lines, each beginning with `indent`, two spaces between columns.
    pub(crate) fn lines(&self, indent: &str) -> Vec<String> {
        let widths = self.widths();
        self.rows
            .iter()
            .map(|row| {
                let mut line = indent.to_owned();
                for (index, (cell, &column)) in row.iter().zip(&widths).enumerate() {
                    line.push_str(cell);
                    if index + 1 < row.len() {
                        let gap = column.saturating_sub(width(cell)) + 2;
                        line.extend(std::iter::repeat_n(' ', gap));
                    }
                }
                line.trim_end().to_owned()
            })
            .collect()
    }
}

/// Columns that a cell fills: its text without colour.
fn width(cell: &str) -> usize {
    let mut width = 0;
    let mut rest = cell;
    while let Some((before, after)) = rest.split_once("\u{1b}[") {
        width += columns(before);
        rest = after.split_once('m').map_or("", |(_, after)| after);
    }
    width + columns(rest)
}

#[cfg(test)]
mod tests {
    use super::Table;

    #[test]
    fn cells_stand_under_each_other() {
        let mut table = Table::new();
        table.row([
            "a".to_owned(),
            "\u{1b}[1mlong\u{1b}[0m".to_owned(),
            "x".to_owned(),
        ]);
        table.row(["bbb".to_owned(), "é".to_owned(), "y".to_owned()]);
        table.row(["c".to_owned(), String::new(), String::new()]);
        assert_eq!(
            table.lines("  "),
            ["  a    \u{1b}[1mlong\u{1b}[0m  x", "  bbb  é     y", "  c"]
        );
    }

    #[test]
    fn the_last_column_is_broken_where_it_is_too_wide() {
        let mut table = Table::new();
        table.row(["a".to_owned(), "one two three four five six".to_owned()]);
        table.row(["b".to_owned(), "x".to_owned()]);
        assert_eq!(
            table.filled(" ", 28),
            [" a  one two three four five", "    six", " b  x"]
        );
    }
}
