//! Closed sets of words in the document: each is an enum that knows its spelling.

/// Declares an enum whose variants are words of the document.
///
/// The enum gets `ALL` (document order), `as_str`, `Display`, `FromStr` and `Arg`.
macro_rules! words {
    (
        $(#[$meta:meta])*
        $name:ident { $($(#[$variant_meta:meta])* $variant:ident = $word:literal),+ $(,)? }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$variant_meta])* $variant),+ }

        impl $name {
            /// Every word, in the order of the document's reference.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word as the document spells it.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = ();
            fn from_str(text: &str) -> Result<Self, ()> {
                Self::ALL.iter().copied().find(|word| word.as_str() == text).ok_or(())
            }
        }

        impl From<$name> for ::meshwright_diag::Arg {
            fn from(word: $name) -> Self {
                Self::Word(word.as_str().to_owned())
            }
        }
    };
}

pub(crate) use words;
