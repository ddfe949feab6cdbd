//! What members of the demo network do, and what the seats of its briefs ask for: the same trades, so that nearly everybody
//! is eligible for something.

/// A trade: what its seats ask for, and what whoever follows it has learnt.
pub(super) struct Trade {
    /// Names it in a seat.
    pub(super) id: &'static str,
    /// The role in words.
    pub(super) title: &'static str,
    /// Nobody takes a seat of this trade without it.
    pub(super) must: &'static str,
    /// What counts besides.
    pub(super) also: &'static [&'static str],
}

const fn trade(id: &'static str, title: &'static str, must: &'static str, also: &'static [&'static str]) -> Trade {
    Trade { id, title, must, also }
}

/// Every trade of the network, over all categories of the taxonomy.
pub(super) const TRADES: [Trade; 74] = [
    trade("front", "Front end", "react", &["typescript", "html-and-css", "web-accessibility"]),
    trade("back", "Back end", "postgresql", &["python", "rest-apis", "sql"]),
    trade("php", "Site and plugins", "wordpress", &["php", "html-and-css", "web-performance"]),
    trade("vue", "Web application", "vue-js", &["javascript", "node-js", "graphql"]),
    trade("app", "App", "flutter", &["dart", "firebase", "mobile-app-development"]),
    trade("native", "Native app", "kotlin", &["android", "swift", "ios"]),
    trade("java", "Services", "java", &["spring", "sql", "microservices"]),
    trade("dotnet", "Desktop and services", "c-sharp", &["dot-net", "asp-net", "sql"]),
    trade("rust", "Systems programming", "rust", &["cpp", "c", "software-architecture"]),
    trade("test", "Tests", "software-testing", &["test-automation", "end-to-end-testing", "manual-testing"]),
    trade("legacy", "Old system", "legacy-modernisation", &["cobol", "system-integration", "vba"]),
    trade("data", "Data engineer", "sql", &["python", "etl", "data-warehousing"]),
    trade("picture", "Dashboards", "power-bi", &["data-visualization", "dashboards", "dax"]),
    trade("model", "Analysis", "data-analysis", &["data-mining", "reporting", "exploratory-data-analysis"]),
    trade("clean", "Data cleaning", "data-cleaning", &["data-migration", "data-collection", "excel"]),
    trade("erp", "Business software", "odoo", &["erp-software", "business-process-automation", "sap"]),
    trade("crm", "Customer records", "salesforce", &["crm-software", "hubspot", "zapier"]),
    trade("office-apps", "Collaboration", "microsoft-365", &["sharepoint", "power-automate", "excel"]),
    trade("cloud", "Operations", "docker", &["kubernetes", "linux", "ci-cd"]),
    trade("aws", "Cloud architecture", "aws", &["infrastructure-as-code", "serverless", "monitoring"]),
    trade(
        "network",
        "Networks and support",
        "it-support",
        &["network-administration", "windows-server", "data-backup"],
    ),
    trade("pentest", "Security tests", "penetration-testing", &["application-security", "network-security"]),
    trade("privacy", "Data protection", "data-protection", &["information-security", "security-management"]),
    trade("board", "Electronics", "arduino", &["raspberry-pi", "electronics", "pcb-design"]),
    trade("plc", "Controls", "plc", &["electrical-engineering", "robotics", "internet-of-things"]),
    trade("cad", "Construction drawings", "cad", &["mechanical-engineering", "3d-printing", "prototyping"]),
    trade("design", "Interface", "ui-design", &["figma", "ux-design", "wireframing"]),
    trade("ux", "User research", "ux-research", &["ux-design", "service-design", "information-architecture"]),
    trade("brand", "Branding", "branding", &["logo-design", "graphic-design", "adobe-illustrator"]),
    trade("print", "Layout and print", "layout-design", &["adobe-indesign", "print-design", "typography"]),
    trade("draw", "Illustration", "illustration", &["infographics", "adobe-illustrator", "packaging-design"]),
    trade(
        "render",
        "Pictures of what is not built yet",
        "3d-rendering",
        &["3d-modeling", "architectural-visualization"],
    ),
    trade("photo", "Photography", "photography", &["photo-editing", "product-photography", "adobe-lightroom"]),
    trade("film", "Film", "video-production", &["video-editing", "motion-graphics", "adobe-premiere"]),
    trade("sound", "Sound", "audio-production", &["podcasting", "audio-editing", "voice-over"]),
    trade(
        "campaign",
        "Campaign",
        "digital-marketing",
        &["search-engine-optimization", "google-ads", "email-marketing"],
    ),
    trade("social", "Social media", "social-media-marketing", &["community-management", "content-marketing"]),
    trade("press", "Public relations", "public-relations", &["internal-communication", "place-marketing"]),
    trade("sales", "Sales", "sales", &["business-development", "lead-generation", "negotiation"]),
    trade("shop", "Shop keeper online", "e-commerce-management", &["conversion-rate-optimization", "customer-service"]),
    trade("words", "Texts", "copywriting", &["content-writing", "editing", "seo-writing"]),
    trade("manual", "Manuals", "technical-writing", &["plain-language", "proofreading", "process-documentation"]),
    trade(
        "grant",
        "Applications for grants",
        "grant-writing",
        &["proposal-writing", "eu-projects", "funding-administration"],
    ),
    trade("translate", "Translation", "translation", &["localization", "technical-translation", "proofreading"]),
    trade("interpret", "Interpreting", "interpreting", &["german", "czech", "english"]),
    trade("subtitle", "Subtitles", "subtitling", &["transcription", "translation", "english"]),
    trade(
        "lead",
        "Project lead",
        "project-management",
        &["project-planning", "agile-methods", "stakeholder-management"],
    ),
    trade("product", "Product owner", "product-management", &["requirements-engineering", "scrum", "jira"]),
    trade("process", "Processes", "business-process-management", &["process-improvement", "change-management"]),
    trade("logistics", "Logistics", "logistics", &["supply-chain-management", "warehouse-management", "procurement"]),
    trade(
        "succession",
        "Succession",
        "business-succession",
        &["business-consulting", "strategic-planning", "mediation"],
    ),
    trade("rural", "Rural development", "rural-development", &["cooperative-development", "nonprofit-management"]),
    trade("books", "Bookkeeping", "bookkeeping", &["accounting", "payroll", "accounting-software"]),
    trade(
        "figures",
        "Controlling",
        "management-accounting",
        &["financial-modeling", "financial-planning", "cost-accounting"],
    ),
    trade("tax", "Tax", "tax-advice", &["tax-accounting", "auditing", "financial-reporting"]),
    trade("contracts", "Contracts", "contract-law", &["legal-advice", "company-law", "it-law"]),
    trade("compliance", "Compliance", "compliance", &["employment-law", "quality-management", "risk-management"]),
    trade("recruit", "Recruiting", "recruiting", &["human-resources", "employer-branding", "career-coaching"]),
    trade("teach", "Training", "training-delivery", &["instructional-design", "e-learning", "facilitation"]),
    trade("coach", "Coaching", "coaching", &["business-coaching", "communication-training", "conflict-resolution"]),
    trade(
        "assist",
        "Assistance",
        "virtual-assistance",
        &["administrative-support", "calendar-management", "travel-planning"],
    ),
    trade("entry", "Records", "data-entry", &["file-management", "microsoft-office", "transcription"]),
    trade("survey", "Survey", "survey-design", &["qualitative-research", "research", "evaluation"]),
    trade("heritage", "History", "history-and-heritage-research", &["research", "monument-preservation"]),
    trade("event", "Event", "event-management", &["event-moderation", "catering", "hospitality-management"]),
    trade("guide", "Guided tours", "tour-guiding", &["tourism-consulting", "cycle-tourism", "cultural-management"]),
    trade("farm", "Farming", "organic-farming", &["agriculture-consulting", "direct-food-marketing", "viticulture"]),
    trade("forest", "Woods and meadows", "forestry", &["nature-conservation", "gardening", "landscape-architecture"]),
    trade("energy", "Energy", "energy-consulting", &["solar-energy", "heat-pumps", "energy-communities"]),
    trade("sustain", "Sustainability", "sustainability-reporting", &["carbon-accounting", "circular-economy"]),
    trade("map", "Maps", "gis", &["qgis", "remote-sensing", "surveying"]),
    trade("plan", "Architecture", "architecture", &["bim", "urban-planning", "building-renovation"]),
    trade("wood", "Joinery", "joinery", &["carpentry", "natural-building", "handyman-services"]),
    trade(
        "electric",
        "Installation",
        "electrical-installation",
        &["plumbing", "painting-and-decorating", "repair-and-maintenance"],
    ),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_trade_has_a_name_of_its_own() {
        let ids: BTreeSet<&str> = TRADES.iter().map(|trade| trade.id).collect();
        assert_eq!(ids.len(), TRADES.len());
    }
}
