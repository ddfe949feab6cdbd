//! What a key of a client may be used for.
//!
//! A route that lets keys in asks to be handed [`Allowed<BriefsRead>`](super::Allowed) and the like: the scope stands there,
//! and nowhere else. Every other route refuses keys.

crate::words! {
    /// What an API key may be used for.
    pub enum Scope {
        /// Reading your briefs, their quotes, runs and questions.
        BriefsRead = "briefs:read",
        /// Writing, posting and withdrawing briefs; asking and answering questions.
        BriefsWrite = "briefs:write",
        /// Reading the bids for your briefs, once they are open, and what members ask for.
        BidsRead = "bids:read",
        /// Awarding a bid.
        AwardsWrite = "awards:write",
        /// Reading your engagements, and what was asked to be paid for them.
        EngagementsRead = "engagements:read",
        /// Asking what is to be paid for a milestone, and accepting it.
        MilestonesWrite = "milestones:write",
        /// Reading your invoices.
        InvoicesRead = "invoices:read",
    }
}

/// A scope as a type, for a route to ask for.
pub trait Needed: 'static {
    /// The scope.
    const SCOPE: Scope;
}

macro_rules! needed {
    ($($scope:ident),+ $(,)?) => {$(
        #[doc = concat!("[`Scope::", stringify!($scope), "`]")]
        pub struct $scope;

        impl Needed for $scope {
            const SCOPE: Scope = Scope::$scope;
        }
    )+};
}

needed!(BriefsRead, BriefsWrite, BidsRead, AwardsWrite, EngagementsRead, MilestonesWrite, InvoicesRead);
