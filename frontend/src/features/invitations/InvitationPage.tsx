import { Alert, List, Stack, Text } from "@mantine/core";
import { IconClock, IconInfoCircle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { InvitationView, Mate } from "@/api/generated";
import { invitationsReadOptions } from "@/api/generated/@tanstack/react-query.gen";
import { BackLink } from "@/components/BackLink";
import { TextLink } from "@/components/LinkButton";
import { Loaded } from "@/components/Loaded";
import { Moment } from "@/components/Moment";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { Section } from "@/components/Section";
import { useLocale } from "@/i18n/useLocale";
import { money } from "@/lib/format";
import { AfterAccepting, Answer } from "./Answer";
import { KeepsSection } from "./Keeps";
import { Needs, OfferFacts, WhyYou, Work } from "./OfferedSeat";
import { OVER } from "./over";
import { CounterBadge, InvitationBadge } from "./StateBadge";

/** A seat that the member is offered: what it asks, what it brings, and the answer. */
export function InvitationPage({ id }: { id: string }) {
  const { t } = useTranslation("invitations");
  const invitation = useQuery(invitationsReadOptions({ path: { id } }));
  return (
    <PageStack>
      <BackLink to="/invitations">{t("invitation.back")}</BackLink>
      <PageHeader
        title={invitation.data?.title ?? t("invitation.heading")}
        lead={
          invitation.data &&
          t(invitation.data.state === "pending" ? "invitation.lead" : "invitation.leadPast", {
            seat: invitation.data.seat,
          })
        }
        aside={invitation.data && <InvitationBadge state={invitation.data.state} />}
      />
      <Loaded query={invitation}>{(found) => <Invitation invitation={found} />}</Loaded>
    </PageStack>
  );
}

function Invitation({ invitation }: { invitation: InvitationView }) {
  const { t } = useTranslation("invitations");
  const isOpen = invitation.state === "pending" && Date.parse(invitation.expires_at) > Date.now();
  const isOver = OVER.has(invitation.state);
  return (
    <>
      <Standing invitation={invitation} />
      {invitation.counter && <Countered invitation={invitation} />}
      <Section title={t("offer.title")}>
        <OfferFacts offered={invitation} isOver={isOver} />
      </Section>
      <KeepsSection
        amount={invitation.amount}
        keeps={invitation.keeps}
        day={invitation.created_at.slice(0, 10)}
        isOver={isOver}
      />
      <Work offered={invitation} />
      {(isOpen || invitation.state === "accepted" || invitation.mates.length > 0) && (
        <Mates mates={invitation.mates} hasAccepted={invitation.state === "accepted"} />
      )}
      <WhyYou reason={invitation.reason} />
      {isOpen && (
        <Section title={t("after.title")}>
          <AfterAccepting />
        </Section>
      )}
      {isOpen && <Answer invitation={invitation} />}
    </>
  );
}

/** Where the invitation stands, and until when it can be answered. */
function Standing({ invitation }: { invitation: InvitationView }) {
  const { t } = useTranslation("invitations");
  const { state, expires_at, answered_at } = invitation;
  if (state === "pending") {
    return (
      <Alert variant="outline" color="yellow" icon={<IconClock aria-hidden />} title={t("invitation.until")}>
        <Text>
          <Moment at={expires_at} relative />
        </Text>
        <Text size="sm">{t("decline.free")}</Text>
      </Alert>
    );
  }
  return (
    <Alert variant="outline" icon={<IconInfoCircle aria-hidden />} title={t("invitation.where")}>
      <Stack gap={6}>
        <Text size="sm">{t(`standing.${state}`)}</Text>
        {/* Nobody answered one that lapsed: when a job noticed it is nothing to its member. */}
        {state === "lapsed" ? (
          <Text size="sm" c="dimmed">
            {t("invitation.ended")} <Moment at={expires_at} />
          </Text>
        ) : (
          answered_at && (
            <Text size="sm" c="dimmed">
              {t(state === "closed" ? "invitation.since" : "invitation.answered")} <Moment at={answered_at} />
            </Text>
          )
        )}
        {state === "accepted" && (
          <TextLink to="/bids" size="sm">
            {t("invitation.toBids")}
          </TextLink>
        )}
      </Stack>
    </Alert>
  );
}

/** What the member said they would take instead, and what became of it. */
function Countered({ invitation }: { invitation: InvitationView }) {
  const { t } = useTranslation("invitations");
  const { locale } = useLocale();
  const { counter } = invitation;
  if (!counter) {
    return null;
  }
  const said =
    counter.rate == null
      ? t("counter.saidHours", { count: counter.hours ?? 0 })
      : t("counter.saidRate", { rate: money(counter.rate, invitation.rate.currency, locale) });
  return (
    <Section title={t("counter.said")} aside={<CounterBadge state={counter.state} />}>
      <Stack gap={6}>
        <Text>{said}</Text>
        <Text size="sm" c="dimmed">
          {t(`counter.standing.${counter.state}`)}
        </Text>
        {counter.state === "waiting" && (
          <Text size="sm">
            {t("counter.until")} <Moment at={counter.expires_at} relative />
          </Text>
        )}
        {counter.renewed && (
          <TextLink to="/invitations/$id" params={{ id: counter.renewed }} size="sm">
            {t("counter.toRenewed")}
          </TextLink>
        )}
      </Stack>
    </Section>
  );
}

/** Who else is in the team and has accepted; nobody before the member themselves has. */
function Mates({ mates, hasAccepted }: { mates: Mate[]; hasAccepted: boolean }) {
  const { t } = useTranslation("invitations");
  if (mates.length === 0) {
    return (
      <Section title={t("mates.title")}>
        <Text size="sm">{hasAccepted ? t("mates.none") : t("mates.sealed")}</Text>
      </Section>
    );
  }
  return (
    <Section title={t("mates.title")} lead={t("mates.lead")}>
      <List listStyleType="none" spacing="md">
        {mates.map(({ first_name, seat, skills }) => (
          <List.Item key={`${seat} ${first_name}`}>
            <Text fw={600}>{t("mates.mate", { name: first_name, seat })}</Text>
            <Needs needs={skills} label={t("work.needs", { seat })} />
          </List.Item>
        ))}
      </List>
    </Section>
  );
}
