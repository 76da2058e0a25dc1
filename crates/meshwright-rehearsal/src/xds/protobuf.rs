//! Protocol buffers as bytes: fields written in order, and fields read one after the other.
//!
//! Unknown fields are passed over, as the format wants it. Groups, which proto3 lacks, end the
//! reading of a message.

/// A message that is being written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Writer {
    bytes: Vec<u8>,
}

/// The value of a field as it stands on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value<'a> {
    /// A number of variable length: integers, enums, booleans.
    Varint(u64),
    /// Eight bytes.
    Fixed64(u64),
    /// Four bytes.
    Fixed32(u32),
    /// A text, bytes or a message.
    Bytes(&'a [u8]),
}

const VARINT: u64 = 0;
const FIXED64: u64 = 1;
const BYTES: u64 = 2;
const FIXED32: u64 = 5;

impl Writer {
    /// Writes a text; an empty one is the default and is left out.
    #[must_use]
    pub fn text(self, field: u32, text: &str) -> Self {
        if text.is_empty() {
            return self;
        }
        self.bytes(field, text.as_bytes())
    }

    /// Writes a message inside this one.
    #[must_use]
    pub fn message(self, field: u32, message: &Self) -> Self {
        self.bytes(field, &message.bytes)
    }

    /// Writes bytes.
    #[must_use]
    pub fn bytes(mut self, field: u32, bytes: &[u8]) -> Self {
        self.varint(u64::from(field) << 3 | BYTES);
        self.varint(bytes.len() as u64);
        self.bytes.extend_from_slice(bytes);
        self
    }

    /// Writes an integer, an enum or a boolean; zero is the default and is left out.
    #[must_use]
    pub fn number(mut self, field: u32, number: u64) -> Self {
        if number != 0 {
            self.varint(u64::from(field) << 3 | VARINT);
            self.varint(number);
        }
        self
    }

    /// What was written.
    pub fn finish(self) -> Vec<u8> {
        self.bytes
    }

    fn varint(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.bytes.push(number.to_le_bytes()[0] | 0x80);
            number >>= 7;
        }
        self.bytes.push(number.to_le_bytes()[0]);
    }
}

/// The fields of a message; ends at the first byte that makes no sense.
pub fn fields(bytes: &[u8]) -> impl Iterator<Item = (u32, Value<'_>)> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let (field, after) = field(rest)?;
        rest = after;
        Some(field)
    })
}

fn field(bytes: &[u8]) -> Option<((u32, Value<'_>), &[u8])> {
    let (tag, rest) = varint(bytes)?;
    let number = u32::try_from(tag >> 3).ok()?;
    let (value, rest) = match tag & 7 {
        VARINT => {
            let (value, rest) = varint(rest)?;
            (Value::Varint(value), rest)
        }
        FIXED64 => {
            let (value, rest) = rest.split_first_chunk::<8>()?;
            (Value::Fixed64(u64::from_le_bytes(*value)), rest)
        }
        BYTES => {
            let (length, rest) = varint(rest)?;
            let (value, rest) = rest.split_at_checked(usize::try_from(length).ok()?)?;
            (Value::Bytes(value), rest)
        }
        FIXED32 => {
            let (value, rest) = rest.split_first_chunk::<4>()?;
            (Value::Fixed32(u32::from_le_bytes(*value)), rest)
        }
        _ => return None,
    };
    Some(((number, value), rest))
}

fn varint(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let mut number = 0_u64;
    for (place, byte) in bytes.iter().enumerate().take(10) {
        number |= u64::from(byte & 0x7f).checked_shl(u32::try_from(place * 7).ok()?)?;
        if byte & 0x80 == 0 {
            return Some((number, bytes.get(place + 1..)?));
        }
    }
    None
}

impl<'a> Value<'a> {
    /// The bytes of a text, bytes or a message; none for a number.
    pub const fn as_bytes(self) -> &'a [u8] {
        match self {
            Self::Bytes(bytes) => bytes,
            Self::Varint(_) | Self::Fixed64(_) | Self::Fixed32(_) => &[],
        }
    }

    /// The text; what is no UTF-8 is replaced.
    pub fn as_text(self) -> String {
        String::from_utf8_lossy(self.as_bytes()).into_owned()
    }

    /// The number; the greatest 32-bit one where it is greater, 0 where it is none.
    pub fn as_u32(self) -> u32 {
        match self {
            Self::Varint(number) => u32::try_from(number).unwrap_or(u32::MAX),
            Self::Fixed32(number) => number,
            Self::Fixed64(_) | Self::Bytes(_) => 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Value, Writer, fields};

    #[test]
    fn what_is_written_is_read() {
        let inner = Writer::default().number(1, 300);
        let bytes = Writer::default()
            .text(1, "a")
            .text(2, "")
            .message(3, &inner)
            .number(16, u64::MAX)
            .finish();
        let read: Vec<_> = fields(&bytes).collect();
        assert_eq!(
            read,
            [
                (1, Value::Bytes(b"a")),
                (3, Value::Bytes(&[8, 0xac, 2])),
                (16, Value::Varint(u64::MAX)),
            ]
        );
    }

    #[test]
    fn numbers_of_fixed_length_are_read() {
        let bytes = [0x0d, 1, 0, 0, 0, 0x11, 2, 0, 0, 0, 0, 0, 0, 0];
        let read: Vec<_> = fields(&bytes).collect();
        assert_eq!(read, [(1, Value::Fixed32(1)), (2, Value::Fixed64(2))]);
    }

    #[test]
    fn bytes_that_make_no_sense_end_the_reading() {
        for bytes in [
            &[0x0a, 9, b'x'][..],
            &[0x0b],
            &[0xff; 11],
            &[0x0d, 1],
            &[0x08],
        ] {
            assert_eq!(fields(bytes).count(), 0, "{bytes:?}");
        }
    }
}
