import { Alert, Button, List, Text } from "@mantine/core";
import { IconClock, IconInfoCircle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type StandbyView, standbysAccept, standbysDecline } from "@/api/generated";
import { standbysReadOptions } from "@/api/generated/@tanstack/react-query.gen";
import { BackLink } from "@/components/BackLink";
import { ConfirmButton } from "@/components/ConfirmButton";
import { Loaded } from "@/components/Loaded";
import { Moment } from "@/components/Moment";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { Section } from "@/components/Section";
import { useAct } from "@/components/useAct";
import classes from "./invitations.module.css";
import { KeepsSection } from "./Keeps";
import { OfferFacts, WhyYou, Work } from "./OfferedSeat";
import { OVER } from "./over";
import { StandbyBadge } from "./StateBadge";
import { useTell } from "./useTell";

/** A seat that the member was asked to stand by for: what it would be, and whether they will. */
export function StandbyPage({ id }: { id: string }) {
  const { t } = useTranslation("invitations");
  const standby = useQuery(standbysReadOptions({ path: { id } }));
  return (
    <PageStack>
      <BackLink to="/invitations" search={{ list: "standbys" }}>
        {t("standby.back")}
      </BackLink>
      <PageHeader
        title={standby.data?.title ?? t("standby.heading")}
        lead={
          standby.data &&
          t(standby.data.state === "asked" ? "standby.lead" : "standby.leadPast", { seat: standby.data.seat })
        }
        aside={standby.data && <StandbyBadge state={standby.data.state} />}
      />
      <Loaded query={standby}>{(found) => <Standby standby={found} />}</Loaded>
    </PageStack>
  );
}

function Standby({ standby }: { standby: StandbyView }) {
  const { t } = useTranslation("invitations");
  const { state, expires_at, created_at } = standby;
  const isAsked = state === "asked" && Date.parse(expires_at) > Date.now();
  const isOver = OVER.has(state);
  return (
    <>
      <Alert
        variant="outline"
        color={state === "asked" ? "yellow" : undefined}
        icon={state === "asked" ? <IconClock aria-hidden /> : <IconInfoCircle aria-hidden />}
        title={state === "asked" ? t("invitation.until") : t(`standbyStates.${state}`)}
      >
        {state === "asked" && (
          <Text>
            <Moment at={expires_at} relative />
          </Text>
        )}
        <Text size="sm">{t(`standbyStanding.${state}`)}</Text>
      </Alert>
      <Section title={t("standby.means")}>
        <List spacing={6}>
          <List.Item>{t("standby.first")}</List.Item>
          <List.Item>{t("standby.free")}</List.Item>
          <List.Item>{t("standby.end")}</List.Item>
        </List>
      </Section>
      <Section title={t("standby.offer")}>
        <OfferFacts offered={standby} isOver={isOver} />
      </Section>
      <KeepsSection amount={standby.amount} keeps={standby.keeps} day={created_at.slice(0, 10)} isOver={isOver} />
      <Work offered={standby} seesBrief={false} />
      <WhyYou reason={standby.reason} />
      {(isAsked || state === "ready") && <StandbyAnswer standby={standby} />}
    </>
  );
}

function StandbyAnswer({ standby }: { standby: StandbyView }) {
  const { t } = useTranslation("invitations");
  const tell = useTell();
  const path = { id: standby.id };
  const accept = useAct({
    act: () => standbysAccept({ path, throwOnError: true }),
    done: t("standby.accepted"),
    tell,
  });
  const decline = useAct({
    act: () => standbysDecline({ path, throwOnError: true }),
    done: t("standby.declined"),
    tell,
  });
  const isReady = standby.state === "ready";
  return (
    <section className={classes.answer} aria-label={t("answer.title")}>
      <div className={classes.answerButtons}>
        {!isReady && (
          <Button className={classes.first} loading={accept.isPending} onClick={() => accept.mutate()}>
            {t("standby.accept")}
          </Button>
        )}
        <ConfirmButton
          variant="default"
          title={isReady ? t("standby.endTitle") : t("standby.declineTitle")}
          text={t("standby.declineText")}
          confirm={isReady ? t("standby.endYes") : t("standby.declineYes")}
          act={decline}
        >
          {isReady ? t("standby.endYes") : t("standby.decline")}
        </ConfirmButton>
      </div>
    </section>
  );
}
