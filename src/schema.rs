//! The tables, as diesel sees them on both databases. `migrations/` is what makes them; a test compares the two.

diesel::table! {
    jobs (id) {
        id -> Text,
        kind -> Text,
        lane -> Text,
        payload -> Text,
        state -> Text,
        due_at -> BigInt,
        lease_until -> BigInt,
        attempts -> Integer,
        last_error -> Nullable<Text>,
        created_at -> BigInt,
        finished_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    audit_entries (id) {
        id -> Text,
        at -> BigInt,
        person_id -> Nullable<Text>,
        hat -> Nullable<Text>,
        act -> Text,
        subject -> Text,
        details -> Text,
        before -> Nullable<Text>,
        after -> Nullable<Text>,
        key_id -> Nullable<Text>,
    }
}

diesel::table! {
    audit_checks (day) {
        day -> Integer,
        entries -> BigInt,
        position -> BigInt,
        hash -> Text,
        faults -> Integer,
        fault -> Nullable<Text>,
        checked_at -> BigInt,
    }
}

diesel::table! {
    anchors (day) {
        day -> Integer,
        document -> Text,
    }
}

diesel::table! {
    chain_pending (chain, entry_id) {
        chain -> Text,
        entry_id -> Text,
        digest -> Text,
    }
}

diesel::table! {
    chain_links (chain, position) {
        chain -> Text,
        position -> BigInt,
        entry_id -> Text,
        digest -> Text,
        hash -> Text,
    }
}

diesel::table! {
    idempotency_keys (person_id, key) {
        person_id -> Text,
        key -> Text,
        request_hash -> Text,
        answer -> Text,
        created_at -> BigInt,
    }
}

diesel::table! {
    people (id) {
        id -> Text,
        email -> Text,
        name -> Text,
        password_hash -> Text,
        language -> Text,
        verified_at -> Nullable<BigInt>,
        created_at -> BigInt,
        time_zone -> Text,
        closed_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    consents (person_id, kind, given_at) {
        person_id -> Text,
        kind -> Text,
        version -> Text,
        given_at -> BigInt,
        withdrawn_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    notices (id) {
        id -> Text,
        person_id -> Text,
        hat -> Text,
        kind -> Text,
        event -> Text,
        about -> Text,
        letter -> Text,
        link -> Text,
        shown -> Bool,
        for_digest -> Bool,
        created_at -> BigInt,
        read_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    notice_choices (person_id, kind) {
        person_id -> Text,
        kind -> Text,
        app -> Bool,
        mail -> Text,
    }
}

diesel::table! {
    webhooks (id) {
        id -> Text,
        client_id -> Text,
        url -> Text,
        kinds -> Text,
        state -> Text,
        secret -> Text,
        old_secret -> Nullable<Text>,
        old_until -> Nullable<BigInt>,
        created_at -> BigInt,
    }
}

diesel::table! {
    webhook_deliveries (id) {
        id -> Text,
        webhook_id -> Text,
        event -> Text,
        payload -> Text,
        state -> Text,
        attempts -> Integer,
        last_status -> Nullable<Integer>,
        last_error -> Nullable<Text>,
        created_at -> BigInt,
        tried_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    notice_rhythms (person_id) {
        person_id -> Text,
        quiet_from -> Nullable<Integer>,
        quiet_to -> Nullable<Integer>,
        digest_every -> Text,
        digest_at -> Integer,
        version -> Integer,
    }
}

diesel::table! {
    hats (person_id, hat) {
        person_id -> Text,
        hat -> Text,
        granted_at -> BigInt,
    }
}

diesel::table! {
    knocks (address_hash, purpose) {
        address_hash -> Text,
        purpose -> Text,
        times -> Integer,
        last_at -> BigInt,
    }
}

diesel::table! {
    known_places (place_hash) {
        place_hash -> Text,
        address_hash -> Text,
        last_at -> BigInt,
    }
}

diesel::table! {
    second_factors (person_id) {
        person_id -> Text,
        sealed_secret -> Text,
        begun_at -> BigInt,
        confirmed_at -> Nullable<BigInt>,
        last_step -> BigInt,
    }
}

diesel::table! {
    recovery_codes (hash) {
        hash -> Text,
        person_id -> Text,
    }
}

diesel::table! {
    sign_in_challenges (hash) {
        hash -> Text,
        person_id -> Text,
        hat -> Nullable<Text>,
        tries -> Integer,
        expires_at -> BigInt,
    }
}

diesel::table! {
    passkeys (id) {
        id -> Text,
        person_id -> Text,
        name -> Text,
        credential -> Text,
        transports -> Integer,
        public_key -> Binary,
        state -> Binary,
        created_at -> BigInt,
        used_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    passkey_challenges (hash) {
        hash -> Text,
        errand -> Text,
        person_id -> Nullable<Text>,
        state -> Binary,
        expires_at -> BigInt,
    }
}

diesel::table! {
    mail_tokens (hash) {
        hash -> Text,
        person_id -> Text,
        purpose -> Text,
        expires_at -> BigInt,
        used_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    sessions (id) {
        id -> Text,
        person_id -> Text,
        hat -> Nullable<Text>,
        created_at -> BigInt,
        ended_at -> Nullable<BigInt>,
        ended_because -> Nullable<Text>,
        device -> Text,
        used_at -> BigInt,
        provider_id -> Nullable<Text>,
    }
}

diesel::table! {
    refresh_tokens (hash) {
        hash -> Text,
        session_id -> Text,
        expires_at -> BigInt,
        used_at -> Nullable<BigInt>,
        traded_from -> Nullable<Text>,
    }
}

diesel::table! {
    clients (id) {
        id -> Text,
        name -> Text,
        country -> Text,
        currency -> Text,
        created_at -> BigInt,
    }
}

diesel::table! {
    client_people (client_id, person_id) {
        client_id -> Text,
        person_id -> Text,
        role -> Text,
    }
}

diesel::table! {
    sign_in_providers (id) {
        id -> Text,
        client_id -> Text,
        issuer -> Text,
        registered_as -> Text,
        sealed_secret -> Text,
        switched_on -> Bool,
        makes_people -> Bool,
        changed_at -> BigInt,
        vouches_for_addresses -> Bool,
    }
}

diesel::table! {
    provider_domains (provider_id, domain) {
        provider_id -> Text,
        domain -> Text,
        confirmed_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    provider_links (provider_id, issuer, subject) {
        provider_id -> Text,
        issuer -> Text,
        subject -> Text,
        person_id -> Text,
        linked_at -> BigInt,
    }
}

diesel::table! {
    provider_sign_ins (state_hash) {
        state_hash -> Text,
        keep_hash -> Text,
        provider_id -> Text,
        sealed -> Text,
        accepts -> Nullable<Text>,
        expires_at -> BigInt,
    }
}

diesel::table! {
    client_invites (id) {
        id -> Text,
        client_id -> Text,
        email -> Text,
        role -> Text,
        token_hash -> Text,
        invited_by -> Text,
        created_at -> BigInt,
        expires_at -> BigInt,
        ended_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    api_keys (id) {
        id -> Text,
        client_id -> Text,
        person_id -> Text,
        name -> Text,
        scopes -> Text,
        begins -> Text,
        hash -> Text,
        created_at -> BigInt,
        expires_at -> BigInt,
        last_used_on -> Nullable<Integer>,
        revoked_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    skills (id) {
        id -> Text,
        name -> Text,
        category -> Text,
        source -> Text,
        uri -> Nullable<Text>,
    }
}

diesel::table! {
    skill_names (folded, skill_id) {
        folded -> Text,
        skill_id -> Text,
        name -> Text,
        rank -> Integer,
    }
}

diesel::table! {
    skill_relations (skill_id, other_id, kind) {
        skill_id -> Text,
        other_id -> Text,
        kind -> Text,
        strength -> Integer,
    }
}

diesel::table! {
    places (id) {
        id -> Text,
        name -> Text,
        country -> Text,
        kind -> Text,
        latitude_e6 -> Integer,
        longitude_e6 -> Integer,
    }
}

diesel::table! {
    place_distances (place_id, other_id) {
        place_id -> Text,
        other_id -> Text,
        km -> Integer,
    }
}

diesel::table! {
    members (id) {
        id -> Text,
        person_id -> Text,
        alias -> Text,
        headline -> Text,
        about -> Text,
        rate_minor -> BigInt,
        currency -> Text,
        place_id -> Nullable<Text>,
        onsite -> Bool,
        in_pool -> Bool,
        takes_bids -> Bool,
        version -> Integer,
        created_at -> BigInt,
    }
}

diesel::table! {
    member_skills (member_id, skill_id) {
        member_id -> Text,
        skill_id -> Text,
        level -> Integer,
        evidence -> Integer,
    }
}

diesel::table! {
    member_languages (member_id, language) {
        member_id -> Text,
        language -> Text,
    }
}

diesel::table! {
    weekly_patterns (member_id) {
        member_id -> Text,
        monday -> Integer,
        tuesday -> Integer,
        wednesday -> Integer,
        thursday -> Integer,
        friday -> Integer,
        saturday -> Integer,
        sunday -> Integer,
        version -> Integer,
    }
}

diesel::table! {
    availability_exceptions (id) {
        id -> Text,
        member_id -> Text,
        from_day -> Integer,
        to_day -> Integer,
        hours_a_day -> Integer,
        note -> Text,
    }
}

diesel::table! {
    bookings (id) {
        id -> Text,
        member_id -> Text,
        brief_id -> Nullable<Text>,
        holder -> Nullable<Text>,
        engagement_id -> Nullable<Text>,
        seat -> Text,
        title -> Text,
        first_monday -> Integer,
        weeks -> Integer,
        hours -> Integer,
        state -> Text,
        created_at -> BigInt,
        changes -> Integer,
    }
}

diesel::table! {
    connections (id) {
        id -> Text,
        kind -> Text,
        member_id -> Text,
        other_id -> Text,
        member_agrees -> Bool,
        other_agrees -> Bool,
        space_id -> Nullable<Text>,
        happened_on -> Integer,
        note -> Text,
        member_place_id -> Nullable<Text>,
        other_place_id -> Nullable<Text>,
        state -> Text,
        strength -> Integer,
        created_at -> BigInt,
        expires_at -> BigInt,
    }
}

diesel::table! {
    member_clocks (member_id) {
        member_id -> Text,
        from_hour -> Integer,
        to_hour -> Integer,
        version -> Integer,
    }
}

diesel::table! {
    calendars (id) {
        id -> Text,
        member_id -> Text,
        name -> Text,
        kind -> Text,
        url -> Nullable<Text>,
        state -> Text,
        turn -> Integer,
        etag -> Nullable<Text>,
        modified -> Nullable<Text>,
        clock -> Nullable<Text>,
        events -> Integer,
        note -> Nullable<Text>,
        problem -> Nullable<Text>,
        failures -> Integer,
        asked_at -> Nullable<BigInt>,
        read_at -> Nullable<BigInt>,
        created_at -> BigInt,
    }
}

diesel::table! {
    calendar_days (calendar_id, day) {
        calendar_id -> Text,
        member_id -> Text,
        day -> Integer,
        busy_hours -> Integer,
        open_hours -> Nullable<Integer>,
    }
}

diesel::table! {
    calendar_links (member_id) {
        member_id -> Text,
        token_hash -> Text,
        tentative -> Bool,
        made_at -> BigInt,
    }
}

diesel::table! {
    booked_weeks (member_id, monday) {
        member_id -> Text,
        monday -> Integer,
        hours -> Integer,
        offered -> Integer,
    }
}

diesel::table! {
    ties (member_id, other_id) {
        member_id -> Text,
        other_id -> Text,
        strength -> Integer,
        updated_at -> BigInt,
    }
}

diesel::table! {
    blocks (member_id, other_id) {
        member_id -> Text,
        other_id -> Text,
        created_at -> BigInt,
    }
}

diesel::table! {
    briefs (id) {
        id -> Text,
        client_id -> Text,
        title -> Text,
        category -> Text,
        state -> Text,
        revision -> Integer,
        bidding -> Nullable<Text>,
        deadline_at -> Nullable<BigInt>,
        created_by -> Text,
        created_at -> BigInt,
        posted_at -> Nullable<BigInt>,
        standby -> Integer,
        lapsed_for -> Nullable<Text>,
    }
}

diesel::table! {
    brief_revisions (brief_id, revision) {
        brief_id -> Text,
        revision -> Integer,
        document -> Text,
        saved_by -> Text,
        saved_at -> BigInt,
    }
}

diesel::table! {
    policies (version) {
        version -> Integer,
        document -> Text,
        adopted_at -> BigInt,
        in_force_at -> BigInt,
    }
}

diesel::table! {
    policy_proposals (id) {
        id -> Text,
        document -> Text,
        why -> Text,
        report_hash -> Nullable<Text>,
        state -> Text,
        proposed_by -> Text,
        proposed_at -> BigInt,
        decided_by -> Nullable<Text>,
        decided_at -> Nullable<BigInt>,
        version -> Nullable<Integer>,
    }
}

diesel::table! {
    policy_reports (proposal_id) {
        proposal_id -> Text,
        document -> Text,
    }
}

diesel::table! {
    pools (hash) {
        hash -> Text,
        document -> Binary,
        members -> Integer,
        created_at -> BigInt,
    }
}

diesel::table! {
    pool_changes (id) {
        id -> BigInt,
        writer -> BigInt,
        kind -> Text,
        member_id -> Nullable<Text>,
        other_id -> Nullable<Text>,
        written_at -> BigInt,
    }
}

diesel::table! {
    runs (id) {
        id -> Text,
        brief_id -> Text,
        revision -> Integer,
        kind -> Text,
        policy_version -> Integer,
        engine -> Text,
        pool_hash -> Text,
        brief_hash -> Text,
        result_hash -> Text,
        brief_document -> Text,
        result -> Text,
        created_at -> BigInt,
        salt -> Nullable<Text>,
    }
}

diesel::table! {
    run_members (member_id, run_id) {
        member_id -> Text,
        run_id -> Text,
        name -> Text,
        chosen -> Bool,
        open_from -> BigInt,
    }
}

diesel::table! {
    certificates (run_id) {
        run_id -> Text,
        document -> Text,
        equal -> Bool,
        created_at -> BigInt,
    }
}

diesel::table! {
    turn_balances (number) {
        number -> Integer,
        account -> Text,
        milli_offers -> BigInt,
        entitled_milli -> BigInt,
        received_milli -> BigInt,
    }
}

diesel::table! {
    turn_groups (hash) {
        hash -> Text,
        members -> Binary,
        heads -> Integer,
    }
}

diesel::table! {
    turn_closings (position) {
        position -> BigInt,
        id -> Text,
        kind -> Text,
        month -> Nullable<Integer>,
        keep_permille -> Nullable<Integer>,
        policy_version -> Nullable<Integer>,
        offers -> Integer,
        shrunk -> Nullable<Binary>,
        posted_at -> BigInt,
    }
}

diesel::table! {
    turn_offers (id) {
        id -> Text,
        invitation_id -> Text,
        brief_id -> Text,
        run_id -> Text,
        seat -> Text,
        member_id -> Text,
        group_hash -> Text,
        heads -> Integer,
        weight_milli -> BigInt,
        share_milli -> BigInt,
        network_milli -> BigInt,
        state -> Text,
        posted_at -> BigInt,
        ended_at -> Nullable<BigInt>,
        counted_in -> Nullable<BigInt>,
    }
}

diesel::table! {
    invitations (id) {
        id -> Text,
        brief_id -> Text,
        run_id -> Text,
        seat -> Text,
        member_id -> Text,
        state -> Text,
        rate_minor -> BigInt,
        currency -> Text,
        hours -> Integer,
        first_monday -> Integer,
        weeks -> Integer,
        keeps_minor -> BigInt,
        reason -> Text,
        expires_at -> BigInt,
        created_at -> BigInt,
        answered_at -> Nullable<BigInt>,
        reminders -> Integer,
    }
}

diesel::table! {
    counters (id) {
        id -> Text,
        invitation_id -> Text,
        brief_id -> Text,
        rate_minor -> Nullable<BigInt>,
        hours -> Nullable<Integer>,
        overlapping -> Bool,
        state -> Text,
        renewed_id -> Nullable<Text>,
        expires_at -> BigInt,
        created_at -> BigInt,
        decided_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    standbys (id) {
        id -> Text,
        brief_id -> Text,
        run_id -> Text,
        seat -> Text,
        member_id -> Text,
        state -> Text,
        rate_minor -> BigInt,
        currency -> Text,
        hours -> Integer,
        first_monday -> Integer,
        weeks -> Integer,
        keeps_minor -> BigInt,
        reason -> Text,
        expires_at -> BigInt,
        created_at -> BigInt,
        answered_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    bids (id) {
        id -> Text,
        brief_id -> Text,
        run_id -> Nullable<Text>,
        state -> Text,
        price_minor -> BigInt,
        currency -> Text,
        score -> Nullable<BigInt>,
        created_at -> BigInt,
        completed_at -> Nullable<BigInt>,
        origin -> Text,
        crew_id -> Nullable<Text>,
        revision -> Integer,
        document -> Nullable<Text>,
        nonce -> Nullable<Text>,
        seal -> Nullable<Text>,
    }
}

diesel::table! {
    bid_calls (brief_id) {
        brief_id -> Text,
        members -> Integer,
        called_at -> BigInt,
    }
}

diesel::table! {
    bid_parts (bid_id, position) {
        bid_id -> Text,
        position -> Integer,
        seat -> Text,
        member_id -> Text,
        rate_minor -> BigInt,
        hours -> Integer,
        first_monday -> Integer,
        weeks -> Integer,
        share_bp -> Nullable<Integer>,
        reason -> Nullable<Text>,
    }
}

diesel::table! {
    bid_sign_offs (bid_id, revision, member_id) {
        bid_id -> Text,
        revision -> Integer,
        member_id -> Text,
        signed_at -> BigInt,
    }
}

diesel::table! {
    offers (id) {
        id -> Text,
        brief_id -> Text,
        member_id -> Text,
        seat -> Text,
        rate_minor -> BigInt,
        state -> Text,
        bid_id -> Nullable<Text>,
        created_at -> BigInt,
    }
}

diesel::table! {
    openings (brief_id) {
        brief_id -> Text,
        seed -> Text,
        nonces -> Text,
        opened_at -> BigInt,
    }
}

diesel::table! {
    questions (id) {
        id -> Text,
        brief_id -> Text,
        side -> Text,
        member_id -> Nullable<Text>,
        state -> Text,
        words -> Text,
        answer -> Nullable<Text>,
        asked_at -> BigInt,
        answered_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    question_replies (question_id, bid_id) {
        question_id -> Text,
        bid_id -> Text,
        member_id -> Text,
        words -> Text,
        replied_at -> BigInt,
    }
}

diesel::table! {
    crews (id) {
        id -> Text,
        name -> Text,
        founder_id -> Text,
        created_at -> BigInt,
    }
}

diesel::table! {
    crew_members (crew_id, member_id) {
        crew_id -> Text,
        member_id -> Text,
        state -> Text,
        invited_at -> BigInt,
        answered_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    member_bidding (member_id, category) {
        member_id -> Text,
        category -> Text,
    }
}

diesel::table! {
    bid_seats (bid_id, position) {
        bid_id -> Text,
        position -> Integer,
        seat -> Text,
        invitation_id -> Text,
    }
}

diesel::table! {
    spaces (id) {
        id -> Text,
        name -> Text,
        place_id -> Text,
        created_at -> BigInt,
    }
}

diesel::table! {
    space_operators (space_id, person_id) {
        space_id -> Text,
        person_id -> Text,
    }
}

diesel::table! {
    affiliations (id) {
        id -> Text,
        member_id -> Text,
        space_id -> Text,
        from_day -> Integer,
        to_day -> Nullable<Integer>,
    }
}

diesel::table! {
    terms (id) {
        id -> Text,
        space_id -> Nullable<Text>,
        kind -> Text,
        basis_points -> Integer,
        from_day -> Integer,
        announced_at -> BigInt,
    }
}

diesel::table! {
    engagements (id) {
        id -> Text,
        brief_id -> Text,
        bid_id -> Text,
        client_id -> Text,
        title -> Text,
        category -> Text,
        price_minor -> BigInt,
        currency -> Text,
        state -> Text,
        tax_bp -> Integer,
        created_at -> BigInt,
    }
}

diesel::table! {
    engagement_seats (engagement_id, position, holder) {
        engagement_id -> Text,
        position -> Integer,
        holder -> Integer,
        seat -> Text,
        title -> Text,
        member_id -> Text,
        rate_minor -> BigInt,
        hours -> Integer,
        first_monday -> Integer,
        weeks -> Integer,
        seat_weeks -> Integer,
        amount_minor -> BigInt,
        work_place_id -> Nullable<Text>,
        space_id -> Nullable<Text>,
        terms -> Text,
        skills -> Text,
    }
}

diesel::table! {
    milestones (id) {
        id -> Text,
        engagement_id -> Text,
        position -> Integer,
        title -> Text,
        amount_minor -> BigInt,
        due_day -> Integer,
        state -> Text,
        released_minor -> BigInt,
        refunded_minor -> BigInt,
        disputed_minor -> BigInt,
    }
}

diesel::table! {
    milestone_parts (milestone_id, position, holder) {
        milestone_id -> Text,
        position -> Integer,
        holder -> Integer,
        amount_minor -> BigInt,
        disputed_minor -> Nullable<BigInt>,
    }
}

diesel::table! {
    handovers (id) {
        id -> Text,
        engagement_id -> Text,
        position -> Integer,
        outgoing_id -> Text,
        asked_by -> Text,
        reason -> Text,
        words -> Text,
        state -> Text,
        steward_id -> Nullable<Text>,
        from_monday -> Nullable<Integer>,
        begins_monday -> Nullable<Integer>,
        incoming_id -> Nullable<Text>,
        created_at -> BigInt,
        moved_at -> BigInt,
    }
}

diesel::table! {
    handover_offers (invitation_id) {
        invitation_id -> Text,
        handover_id -> Text,
    }
}

diesel::table! {
    handover_shares (handover_id, milestone_id) {
        handover_id -> Text,
        milestone_id -> Text,
        outgoing_minor -> BigInt,
    }
}

diesel::table! {
    review_rounds (engagement_id) {
        engagement_id -> Text,
        state -> Text,
        opened_at -> BigInt,
        closes_at -> BigInt,
        revealed_at -> Nullable<BigInt>,
        expires_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    reviews (engagement_id, about, member) {
        engagement_id -> Text,
        about -> Text,
        member -> Text,
        score -> Integer,
        words -> Text,
        written_at -> BigInt,
    }
}

diesel::table! {
    review_sharing (member_id) {
        member_id -> Text,
        since -> BigInt,
    }
}

diesel::table! {
    kept_evidence (member_id, skill_id) {
        member_id -> Text,
        skill_id -> Text,
        evidence -> Integer,
    }
}

diesel::table! {
    blobs (sha256) {
        sha256 -> Text,
        content -> Binary,
        created_at -> BigInt,
    }
}

diesel::table! {
    disputes (id) {
        id -> Text,
        milestone_id -> Text,
        engagement_id -> Text,
        client_id -> Text,
        opened_by -> Text,
        opener_id -> Text,
        reason -> Text,
        amount_minor -> BigInt,
        currency -> Text,
        state -> Text,
        due_at -> Nullable<BigInt>,
        round -> Integer,
        draws -> Integer,
        appealed_by -> Nullable<Text>,
        outcome -> Nullable<Text>,
        to_members_minor -> Nullable<BigInt>,
        chain_position -> BigInt,
        chain_hash -> Text,
        created_at -> BigInt,
        ended_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    dispute_members (dispute_id, member_id) {
        dispute_id -> Text,
        member_id -> Text,
    }
}

diesel::table! {
    dispute_statements (id) {
        id -> Text,
        dispute_id -> Text,
        side -> Text,
        person_id -> Text,
        words -> Text,
        created_at -> BigInt,
    }
}

diesel::table! {
    dispute_files (id) {
        id -> Text,
        dispute_id -> Text,
        side -> Text,
        person_id -> Text,
        name -> Text,
        media_type -> Text,
        size -> Integer,
        sha256 -> Text,
        created_at -> BigInt,
    }
}

diesel::table! {
    dispute_proposals (id) {
        id -> Text,
        dispute_id -> Text,
        side -> Text,
        person_id -> Text,
        to_members_minor -> BigInt,
        created_at -> BigInt,
    }
}

diesel::table! {
    dispute_consents (subject_id, voice) {
        subject_id -> Text,
        voice -> Text,
        person_id -> Text,
        created_at -> BigInt,
    }
}

diesel::table! {
    dispute_decisions (dispute_id) {
        dispute_id -> Text,
        steward_id -> Text,
        to_members_minor -> BigInt,
        by_seat -> Nullable<Text>,
        words -> Text,
        created_at -> BigInt,
    }
}

diesel::table! {
    dispute_stewards (dispute_id, person_id) {
        dispute_id -> Text,
        person_id -> Text,
        duty -> Text,
        state -> Text,
        vote_minor -> Nullable<BigInt>,
        words -> Nullable<Text>,
        drawn_at -> BigInt,
    }
}

diesel::table! {
    accounts (name) {
        name -> Text,
        opened_at -> BigInt,
    }
}

diesel::table! {
    entries (id) {
        id -> Text,
        kind -> Text,
        subject -> Text,
        memo -> Text,
        key -> Text,
        reverses -> Nullable<Text>,
        concerns -> Nullable<Text>,
        posted_at -> BigInt,
    }
}

diesel::table! {
    postings (entry_id, line) {
        entry_id -> Text,
        line -> Integer,
        account -> Text,
        amount_minor -> BigInt,
        currency -> Text,
    }
}

diesel::table! {
    balances (account, currency, stripe) {
        account -> Text,
        currency -> Text,
        stripe -> Integer,
        amount_minor -> BigInt,
    }
}

diesel::table! {
    fee_totals (member_id, fee, space_id, year, currency) {
        member_id -> Text,
        fee -> Text,
        space_id -> Text,
        year -> Integer,
        currency -> Text,
        amount_minor -> BigInt,
    }
}

diesel::table! {
    terms_bounds (terms_id, currency) {
        terms_id -> Text,
        currency -> Text,
        least_minor -> BigInt,
        most_a_year_minor -> Nullable<BigInt>,
    }
}

diesel::table! {
    finders (id) {
        id -> Text,
        client_id -> Text,
        member_id -> Nullable<Text>,
        space_id -> Nullable<Text>,
        from_day -> Integer,
        said_at -> BigInt,
    }
}

diesel::table! {
    commission_totals (space_id, month, member_id, category, work_place, source, currency) {
        space_id -> Text,
        month -> Integer,
        member_id -> Text,
        category -> Text,
        work_place -> Text,
        source -> Text,
        currency -> Text,
        amount_minor -> BigInt,
    }
}

diesel::table! {
    split_lines (entry_id, line) {
        entry_id -> Text,
        line -> Integer,
        payee -> Text,
        account -> Text,
        engagement_id -> Text,
        seat -> Text,
        member_id -> Text,
        space_id -> Nullable<Text>,
        of_payee -> Nullable<Text>,
        fee -> Text,
        terms_id -> Nullable<Text>,
        bound -> Nullable<Text>,
        basis_points -> Integer,
        base_minor -> BigInt,
        amount_minor -> BigInt,
        currency -> Text,
        month -> Integer,
        year -> Integer,
        category -> Text,
        of_line -> Nullable<Integer>,
        work_place_id -> Nullable<Text>,
        source -> Text,
    }
}

diesel::table! {
    periods (month) {
        month -> Integer,
        statements -> Integer,
        root -> Text,
        closed_at -> BigInt,
    }
}

diesel::table! {
    statements (id) {
        id -> Text,
        number -> BigInt,
        month -> Integer,
        account -> Text,
        lines -> Integer,
        root -> Text,
        hash -> Text,
    }
}

diesel::table! {
    statement_totals (statement_id, currency) {
        statement_id -> Text,
        currency -> Text,
        opening_minor -> BigInt,
        in_minor -> BigInt,
        out_minor -> BigInt,
        closing_minor -> BigInt,
    }
}

diesel::table! {
    statement_lines (entry_id, line) {
        entry_id -> Text,
        line -> Integer,
        statement_id -> Text,
        position -> Integer,
        salt -> Text,
    }
}

diesel::table! {
    book_checks (day) {
        day -> Integer,
        entries -> BigInt,
        postings -> BigInt,
        faults -> Integer,
        fault -> Nullable<Text>,
        checked_at -> BigInt,
    }
}

diesel::table! {
    billing_details (client_id, version) {
        client_id -> Text,
        version -> Integer,
        details -> Text,
        given_by -> Text,
        given_at -> BigInt,
    }
}

diesel::table! {
    invoice_years (year) {
        year -> Integer,
        last_number -> BigInt,
    }
}

diesel::table! {
    invoices (id) {
        id -> Text,
        kind -> Text,
        year -> Integer,
        number -> BigInt,
        client_id -> Text,
        engagement_id -> Text,
        milestone_id -> Text,
        position -> Integer,
        corrects -> Nullable<Text>,
        billing_version -> Integer,
        title -> Text,
        contract -> Text,
        currency -> Text,
        net_minor -> BigInt,
        tax_minor -> BigInt,
        gross_minor -> BigInt,
        shares -> Nullable<Text>,
        draft -> Text,
        ubl -> Text,
        cii -> Text,
        digest -> Text,
        issued_at -> BigInt,
    }
}

diesel::table! {
    invoice_lines (invoice_id, line) {
        invoice_id -> Text,
        line -> Text,
        seat -> Text,
        member_id -> Text,
        net_minor -> BigInt,
    }
}

diesel::table! {
    invoices_waiting (milestone_id) {
        milestone_id -> Text,
        client_id -> Text,
        since -> BigInt,
        asked_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    report_months (month) {
        month -> Integer,
        atoms -> Integer,
        made_at -> BigInt,
    }
}

diesel::table! {
    report_atoms (space_id, month, position) {
        space_id -> Text,
        month -> Integer,
        position -> Integer,
        currency -> Text,
        side -> Text,
        category -> Nullable<Text>,
        source -> Nullable<Text>,
        work_place -> Nullable<Text>,
        members -> Integer,
        amount_minor -> BigInt,
    }
}

diesel::table! {
    line_shares (id) {
        id -> Text,
        member_id -> Text,
        from_at -> BigInt,
        space_id -> Text,
        until_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    seat_reaches (engagement_id, seat, space_id) {
        engagement_id -> Text,
        seat -> Text,
        space_id -> Text,
        commission_bp -> Integer,
    }
}

diesel::table! {
    conflict_months (space_id, month, currency) {
        space_id -> Text,
        month -> Integer,
        currency -> Text,
        missed_minor -> BigInt,
        seats -> Integer,
        holders -> Integer,
    }
}

diesel::table! {
    fundings (id) {
        id -> Text,
        milestone_id -> Text,
        engagement_id -> Text,
        client_id -> Text,
        reference -> Text,
        amount_minor -> BigInt,
        currency -> Text,
        last_day -> Integer,
        state -> Text,
        bank_reference -> Nullable<Text>,
        void_reason -> Nullable<Text>,
        asked_at -> BigInt,
        decided_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    strays (id) {
        id -> Text,
        funding_id -> Text,
        misfit -> Text,
        state -> Text,
        amount_minor -> BigInt,
        currency -> Text,
        bank_reference -> Text,
        remittance -> Text,
        note -> Nullable<Text>,
        came_at -> BigInt,
        decided_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    bank_details (id) {
        id -> Text,
        account -> Text,
        holder -> Text,
        iban -> Text,
        bic -> Nullable<Text>,
        set_by -> Text,
        set_at -> BigInt,
        replaced_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    payout_batches (id) {
        id -> Text,
        message -> Text,
        currency -> Text,
        on_day -> Integer,
        smallest_minor -> BigInt,
        debtor -> Text,
        debtor_iban -> Text,
        debtor_bic -> Nullable<Text>,
        payouts -> Integer,
        total_minor -> BigInt,
        left_out -> Integer,
        sha256_v03 -> Text,
        sha256_v09 -> Text,
        made_by -> Text,
        made_at -> BigInt,
    }
}

diesel::table! {
    payouts_left_out (batch_id, account) {
        batch_id -> Text,
        account -> Text,
        amount_minor -> BigInt,
        because -> Text,
        words -> Text,
    }
}

diesel::table! {
    payouts (id) {
        id -> Text,
        batch_id -> Text,
        account -> Text,
        details_id -> Text,
        amount_minor -> BigInt,
        currency -> Text,
        month -> Integer,
        end_to_end -> Text,
        block -> Text,
        remittance -> Text,
        entry_id -> Text,
        state -> Text,
        contradiction -> Nullable<Text>,
        decided -> Nullable<Text>,
        sent_at -> BigInt,
    }
}

diesel::table! {
    bank_files (id) {
        id -> Text,
        sha256 -> Text,
        content -> Binary,
        size -> Integer,
        lines -> Integer,
        settled -> Integer,
        rejected -> Integer,
        returned -> Integer,
        noted -> Integer,
        mismatched -> Integer,
        credits -> Integer,
        unmatched -> Integer,
        contradictions -> Text,
        received_by -> Text,
        received_at -> BigInt,
    }
}

diesel::table! {
    bank_file_lines (bank_file_id, position) {
        bank_file_id -> Text,
        position -> Integer,
        batch_id -> Nullable<Text>,
        payout_id -> Nullable<Text>,
        fate -> Text,
        about -> Text,
        words -> Text,
        amount_minor -> Nullable<BigInt>,
        currency -> Nullable<Text>,
        day -> Nullable<Integer>,
        heard -> Text,
    }
}

diesel::table! {
    bank_credits (id) {
        id -> Text,
        bank_reference -> Text,
        bank_file_id -> Text,
        amount_minor -> BigInt,
        currency -> Text,
        booked_on -> Integer,
        reference_text -> Text,
        debtor -> Nullable<Text>,
        claimed_by -> Nullable<Text>,
        heard_at -> BigInt,
        note -> Nullable<Text>,
    }
}

diesel::table! {
    payout_moves (payout_id, state) {
        payout_id -> Text,
        state -> Text,
        entry_id -> Text,
        day -> Integer,
        reason -> Nullable<Text>,
        bank_file_id -> Nullable<Text>,
        decided_by -> Nullable<Text>,
        moved_at -> BigInt,
    }
}

diesel::table! {
    bank_detail_faults (details_id) {
        details_id -> Text,
        payout_id -> Text,
        reason -> Text,
        found_at -> BigInt,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    accounts,
    affiliations,
    anchors,
    api_keys,
    audit_checks,
    audit_entries,
    availability_exceptions,
    balances,
    bank_credits,
    bank_detail_faults,
    bank_details,
    bank_file_lines,
    bank_files,
    bid_calls,
    bid_parts,
    bid_seats,
    bid_sign_offs,
    bids,
    billing_details,
    blobs,
    blocks,
    book_checks,
    booked_weeks,
    bookings,
    brief_revisions,
    briefs,
    calendar_days,
    calendar_links,
    calendars,
    certificates,
    chain_links,
    chain_pending,
    client_invites,
    client_people,
    clients,
    commission_totals,
    conflict_months,
    connections,
    consents,
    counters,
    crew_members,
    crews,
    dispute_consents,
    dispute_decisions,
    dispute_files,
    dispute_members,
    dispute_proposals,
    dispute_statements,
    dispute_stewards,
    disputes,
    engagement_seats,
    engagements,
    entries,
    fee_totals,
    finders,
    fundings,
    handover_offers,
    handover_shares,
    handovers,
    hats,
    idempotency_keys,
    invitations,
    invoice_lines,
    invoice_years,
    invoices,
    invoices_waiting,
    jobs,
    kept_evidence,
    line_shares,
    mail_tokens,
    member_bidding,
    member_clocks,
    member_languages,
    member_skills,
    members,
    milestone_parts,
    milestones,
    notice_choices,
    notice_rhythms,
    notices,
    offers,
    openings,
    passkey_challenges,
    passkeys,
    payout_batches,
    payout_moves,
    payouts,
    payouts_left_out,
    people,
    periods,
    place_distances,
    places,
    policies,
    policy_proposals,
    policy_reports,
    pool_changes,
    pools,
    postings,
    provider_domains,
    provider_links,
    provider_sign_ins,
    question_replies,
    questions,
    recovery_codes,
    refresh_tokens,
    report_atoms,
    report_months,
    review_rounds,
    review_sharing,
    reviews,
    run_members,
    runs,
    seat_reaches,
    second_factors,
    sessions,
    sign_in_challenges,
    sign_in_providers,
    skill_names,
    skill_relations,
    skills,
    space_operators,
    spaces,
    split_lines,
    standbys,
    statement_lines,
    statement_totals,
    statements,
    strays,
    terms,
    terms_bounds,
    ties,
    turn_balances,
    turn_closings,
    turn_groups,
    turn_offers,
    webhook_deliveries,
    webhooks,
    weekly_patterns,
);
