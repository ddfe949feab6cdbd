//! engagements
