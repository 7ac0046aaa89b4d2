//! Kinds of what is taken out.

/// What something taken out was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// An e-mail address.
    Email,
    /// The address of a page.
    Url,
    /// An account number for transfers.
    Iban,
    /// The number of a payment card.
    Card,
    /// The address of a computer.
    Ip,
    /// A date of birth, or one so far back that it may be.
    BirthDate,
    /// A telephone number.
    Phone,
    /// Any other number or code that stands for one person or thing.
    Id,
    /// A street, with all that belongs to an address.
    Address,
    /// The name of an account.
    Handle,
    /// Somebody's name.
    Person,
    /// A town.
    Place,
}

impl Kind {
    /// Every kind. Where two were seen in the same words, the one that comes first here counts.
    pub const ALL: [Self; 12] = [
        Self::Email,
        Self::Url,
        Self::Iban,
        Self::Card,
        Self::Ip,
        Self::BirthDate,
        Self::Phone,
        Self::Id,
        Self::Address,
        Self::Handle,
        Self::Person,
        Self::Place,
    ];

    /// The word in the token.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Email => "EMAIL",
            Self::Url => "URL",
            Self::Iban => "IBAN",
            Self::Card => "CARD",
            Self::Ip => "IP",
            Self::BirthDate => "BIRTHDATE",
            Self::Phone => "PHONE",
            Self::Id => "ID",
            Self::Address => "ADDRESS",
            Self::Handle => "HANDLE",
            Self::Person => "PERSON",
            Self::Place => "PLACE",
        }
    }
}
