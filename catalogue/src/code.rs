//! Codes of valences and targets, and the code systems a vaccine is known by.

use std::{fmt, str::FromStr};

/// Why a text is no code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a NUVA code: write `VAL` or `DIS` and three digits")]
pub struct ParseCodeError;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $prefix:literal;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u16);

        impl $name {
            /// The number behind the prefix.
            #[must_use]
            pub const fn number(self) -> u16 {
                self.0
            }

            /// The code of three digits without its prefix, as the data file has it.
            pub(crate) fn from_digits(digits: &str) -> Option<Self> {
                let is_number = digits.len() == 3 && digits.bytes().all(|b| b.is_ascii_digit());
                if is_number { digits.parse().ok().map(Self) } else { None }
            }
        }

        impl FromStr for $name {
            type Err = ParseCodeError;
            fn from_str(text: &str) -> Result<Self, ParseCodeError> {
                text.strip_prefix($prefix).and_then(Self::from_digits).ok_or(ParseCodeError)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!($prefix, "{:03}"), self.0)
            }
        }
    )+};
}

codes! {
    /// An antigen unit of NUVA, `VAL056`.
    ValenceCode = "VAL";
    /// A disease of NUVA, `DIS004`.
    TargetCode = "DIS";
}

/// A system of codes that vaccines are known by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CodeSystem {
    /// NUVA, `VAC0510`.
    Nuva,
    /// The WHO's anatomical therapeutic chemical class, `J07CA09`.
    Atc,
    /// The CDC's vaccine administered code, `146`.
    Cvx,
    /// The Union's register of medicines, `EU/1/13/829/002`.
    Eu,
    /// The national number on Luxembourg's positive list, `0756164`.
    Cns,
    /// The number in the pack's Data Matrix (NTIN, a GTIN).
    Ntin,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_reads_what_it_writes() {
        assert_eq!("VAL056".parse::<ValenceCode>().map(|c| c.to_string()).as_deref(), Ok("VAL056"));
        assert_eq!("DIS004".parse::<TargetCode>().map(TargetCode::number), Ok(4));
        for bad in ["", "VAL", "VAL56", "VAL0056", "DIS056", "val056", "VAL05٦"] {
            assert_eq!(bad.parse::<ValenceCode>(), Err(ParseCodeError), "{bad}");
        }
    }
}
