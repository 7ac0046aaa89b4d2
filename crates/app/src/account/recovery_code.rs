//! Recovery codes: 128 random bits each, written so that people can copy them by hand, stored as a hash.

use aws_lc_rs::rand;
use hearken_domain::{Invalid, UserId};
use zeroize::Zeroizing;

use super::AccountError;
use super::refresh_token::sha256;

/// Crockford's base 32: no letter that looks like a digit.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH: usize = 26;
/// Letters of one group: "4H2KX-…".
const GROUP: usize = 5;

/// A recovery code. Its `Debug` shows nothing.
#[derive(Clone)]
pub struct RecoveryCode(Zeroizing<[u8; 16]>);

impl RecoveryCode {
    /// A fresh code.
    pub(super) fn issue() -> Result<Self, AccountError> {
        let mut bytes = Zeroizing::new([0; 16]);
        rand::fill(bytes.as_mut_slice()).map_err(|_| AccountError::Busy)?;
        Ok(Self(bytes))
    }

    /// A code as somebody typed it: in any case, with any gaps, and with O for 0, I or L for 1.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let digits: Option<Vec<u8>> = text.chars().filter(|letter| letter.is_alphanumeric()).map(digit).collect();
        let wrong = || Invalid::new("code", "must be a recovery code: 26 letters and digits");
        // Of the first digit, three bits count.
        let digits = digits.filter(|digits| digits.len() == LENGTH && digits[0] < 8).ok_or_else(wrong)?;
        let number = digits.into_iter().fold(0_u128, |number, digit| number << 5 | u128::from(digit));
        Ok(Self(Zeroizing::new(number.to_be_bytes())))
    }

    /// The code as it is shown, to its user only.
    #[must_use]
    pub fn expose(&self) -> Zeroizing<String> {
        let number = u128::from_be_bytes(*self.0);
        let mut text = Zeroizing::new(String::with_capacity(LENGTH + LENGTH / GROUP));
        for index in 0..LENGTH {
            if index > 0 && index % GROUP == 0 && index < LENGTH - 1 {
                text.push('-');
            }
            let letter = usize::try_from(number >> (5 * (LENGTH - 1 - index)) & 31).unwrap_or_default();
            text.push(char::from(LETTERS[letter]));
        }
        text
    }

    /// What is stored of it: bound to its user, so that it is of no use to another.
    pub(super) fn hash(&self, user: UserId) -> [u8; 32] {
        sha256(&[user.0.as_bytes().as_slice(), self.0.as_slice()].concat())
    }
}

impl std::fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RecoveryCode")
    }
}

fn digit(letter: char) -> Option<u8> {
    let letter = match letter.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        letter => letter,
    };
    let place = LETTERS.iter().position(|known| char::from(*known) == letter)?;
    u8::try_from(place).ok()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn code(byte: u8) -> RecoveryCode {
        RecoveryCode(Zeroizing::new([byte; 16]))
    }

    #[test]
    fn a_code_is_read_as_it_was_shown() {
        for byte in [0, 1, 0x5a, 0xff] {
            assert_eq!(*RecoveryCode::parse(&code(byte).expose()).unwrap().0, [byte; 16]);
        }
        assert_eq!(*code(0xff).expose(), "7ZZZZ-ZZZZZ-ZZZZZ-ZZZZZ-ZZZZZZ");
        let fresh = RecoveryCode::issue().unwrap();
        assert_eq!(*RecoveryCode::parse(&fresh.expose()).unwrap().0, *fresh.0);
    }

    #[test]
    fn it_may_be_typed_carelessly() {
        let shown = code(0).expose();
        for typed in [shown.to_lowercase(), shown.replace('-', " "), shown.replace('0', "o"), format!("  {}\n", *shown)]
        {
            assert_eq!(*RecoveryCode::parse(&typed).unwrap().0, [0; 16], "{typed:?}");
        }
        assert_eq!(*RecoveryCode::parse(&code(1).expose().replace('1', "l")).unwrap().0, [1; 16]);
    }

    #[test]
    fn what_is_no_code_is_refused() {
        let shown = code(7).expose().to_string();
        for typed in ["", "code", &shown[1..], &format!("{shown}0"), &shown.replacen('0', "U", 1), &"Z".repeat(26)] {
            assert_eq!(RecoveryCode::parse(typed).unwrap_err().field, "code", "{typed:?}");
        }
    }

    #[test]
    fn it_is_of_no_use_to_another_user() {
        let [ana, ben] = [1, 2].map(|byte| UserId(Uuid::from_bytes([byte; 16])));
        assert_eq!(code(7).hash(ana), code(7).hash(ana));
        assert_ne!(code(7).hash(ana), code(7).hash(ben));
        assert_ne!(code(7).hash(ana), code(8).hash(ana));
    }
}
