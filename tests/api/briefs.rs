//! briefs
