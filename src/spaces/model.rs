//! Rates over time.

crate::words! {
    /// What a rate is for.
    pub enum RateKind {
        /// A space's part of what its members earn.
        Commission = "commission",
        /// The network's fee.
        Network = "network",
        /// The contribution to the mutual fund.
        Fund = "fund",
    }
}
