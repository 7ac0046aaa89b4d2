//! Padding to buckets, so that the size of a ciphertext says little about what is in it.

/// Sizes are rounded up to a multiple of this many bytes.
const BUCKET: usize = 256;
const MARK: u8 = 0x80;

/// Appends a mark and zeros up to the next bucket (ISO/IEC 7816-4).
pub(super) fn pad(bytes: &mut Vec<u8>) {
    bytes.push(MARK);
    bytes.resize(bytes.len().next_multiple_of(BUCKET), 0);
}

/// How many bytes of `padded` are content; `None` when there is no mark.
pub(super) fn content_len(padded: &[u8]) -> Option<usize> {
    let last = padded.iter().rposition(|&byte| byte != 0)?;
    (padded[last] == MARK).then_some(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_survives_whatever_it_ends_in() {
        for content in [&b""[..], b"a", b"\0\0", b"\x80", b"\x80\0", &[7; 255], &[7; 256]] {
            let mut padded = content.to_vec();
            pad(&mut padded);
            assert_eq!(padded.len() % BUCKET, 0);
            assert_eq!(&padded[..content_len(&padded).unwrap()], content);
        }
    }

    #[test]
    fn without_a_mark_there_is_no_content() {
        assert_eq!(content_len(&[0; 256]), None);
        assert_eq!(content_len(&[]), None);
    }
}
