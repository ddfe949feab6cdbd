import { Alert, Group, Stack, Text } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { type DisputeInFull, disputesStepBack, disputesWithdraw } from "@/api/generated";
import { disputesReadOptions } from "@/api/generated/@tanstack/react-query.gen";
import { BackLink } from "@/components/BackLink";
import { ConfirmButton } from "@/components/ConfirmButton";
import { Facts } from "@/components/Facts";
import { TextLink } from "@/components/LinkButton";
import { Loaded } from "@/components/Loaded";
import { Moment } from "@/components/Moment";
import { Money } from "@/components/Money";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { Section } from "@/components/Section";
import { useAct } from "@/components/useAct";
import { useHat } from "@/features/engagements/useHat";
import { useTitle } from "@/features/engagements/useTitle";
import { Agreed } from "./Agreed";
import { Back } from "./Back";
import { Decision } from "./Decision";
import { Proposals } from "./Proposals";
import { Ruling } from "./Ruling";
import { actsOf } from "./rules";
import { StateBadge } from "./StateBadge";
import { Timeline } from "./Timeline";
import { useSides } from "./useSides";
import { useTell } from "./useTell";

/** One dispute, for either side or for a steward who was drawn for it. */
export function DisputePage({ id }: { id: string }) {
  const { t } = useTranslation("disputes");
  const title = useTitle();
  const query = useQuery(disputesReadOptions({ path: { id } }));
  const read = query.data;
  return (
    <PageStack>
      <BackLink to="/disputes">{t("page.back")}</BackLink>
      <PageHeader
        title={read ? title.both(read.title) : t("page.title")}
        lead={read && t("page.reason", { reason: t(`reasons.${read.reason}`) })}
        aside={read && <StateBadge state={read.state} />}
      />
      <Loaded query={query}>{(dispute) => <Dispute dispute={dispute} />}</Loaded>
    </PageStack>
  );
}

function Dispute({ dispute }: { dispute: DisputeInFull }) {
  const { t } = useTranslation("disputes");
  const hat = useHat();
  const navigate = useNavigate();
  const tell = useTell();
  const acts = actsOf(dispute, hat);
  const path = { id: dispute.id };
  const withdraw = useAct({
    act: () => disputesWithdraw({ path, throwOnError: true }),
    done: t("withdraw.done"),
    tell,
  });
  const stepBack = useAct({
    act: () => disputesStepBack({ path, throwOnError: true }),
    done: t("stepBack.done"),
    tell,
    onDone: () => void navigate({ to: "/disputes" }),
  });
  const isSteward = hat === "steward";
  const { own, called } = useSides();
  const waitsForOwn = dispute.state === "opened" && own !== null && own !== dispute.opened_by;
  const line = waitsForOwn
    ? "lines.openedToYou"
    : acts.decide
      ? "lines.heardToDecide"
      : dispute.outcome === "agreed"
        ? "lines.settledAgreed"
        : (`lines.${dispute.state}` as const);
  const { amount, to_members: toMembers } = dispute;
  const talk = <Timeline dispute={dispute} maySpeak={acts.speak} />;
  return (
    <>
      <Alert icon={<IconInfoCircle aria-hidden />} variant="outline" title={t("page.where")}>
        <Stack gap={4}>
          <Text size="sm">{t(line)}</Text>
          {dispute.due_at && (
            <Text size="sm">
              {t("page.due")} <Moment at={dispute.due_at} relative />
            </Text>
          )}
        </Stack>
      </Alert>
      <Section title={t("page.facts")}>
        <Facts
          facts={[
            {
              label: t(hat === "member" ? "page.amountOwn" : "page.amount"),
              value: <Money minor={amount.amount} currency={amount.currency} />,
            },
            { label: t("page.openedBy"), value: called(dispute.opened_by) },
            { label: t("page.opened"), value: <Moment at={dispute.created_at} /> },
            dispute.appealed_by ? { label: t("page.appealedBy"), value: called(dispute.appealed_by) } : null,
            dispute.outcome ? { label: t("page.outcome"), value: t(`outcomes.${dispute.outcome}`) } : null,
            toMembers
              ? {
                  label: t(hat === "member" ? "page.toYou" : "page.toMembers"),
                  value: <Money minor={toMembers.amount} currency={toMembers.currency} />,
                }
              : null,
            toMembers && hat !== "member"
              ? {
                  label: t(own ? "page.toOwnClient" : "page.toClient"),
                  value: <Back disputed={amount} toMembers={toMembers} gross={dispute.refunded_gross} />,
                }
              : null,
            dispute.ended_at ? { label: t("page.ended"), value: <Moment at={dispute.ended_at} /> } : null,
          ]}
        />
        {!isSteward && (
          <TextLink to="/engagements/$id" params={{ id: dispute.engagement }} size="sm">
            {t("page.toEngagement")}
          </TextLink>
        )}
      </Section>
      {/* Whoever decides reads what was agreed and both sides first. */}
      {dispute.agreed && <Agreed agreed={dispute.agreed} />}
      {isSteward && talk}
      {dispute.decision && <Decision dispute={dispute} mayAnswer={acts.answerDecision} />}
      {(acts.decide || acts.vote) && <Ruling dispute={dispute} isVote={acts.vote} />}
      {isSteward && dispute.duty?.done && (
        <Alert icon={<IconInfoCircle aria-hidden />} variant="outline" title={t("duty.done")}>
          {dispute.duty.vote ? (
            <Text size="sm">
              {t("duty.vote")} <Money minor={dispute.duty.vote.amount} currency={dispute.duty.vote.currency} />
            </Text>
          ) : (
            <Text size="sm">{t("duty.doneText")}</Text>
          )}
        </Alert>
      )}
      {!isSteward && <Proposals dispute={dispute} mayPropose={acts.propose} />}
      {!isSteward && talk}
      {(acts.withdraw || acts.stepBack) && (
        <Group>
          {acts.withdraw && (
            <ConfirmButton
              variant="default"
              title={t("withdraw.title")}
              text={t("withdraw.text")}
              confirm={t("withdraw.confirm")}
              act={withdraw}
            >
              {t("withdraw.button")}
            </ConfirmButton>
          )}
          {acts.stepBack && (
            <ConfirmButton
              variant="default"
              title={t("stepBack.title")}
              text={t("stepBack.text")}
              confirm={t("stepBack.confirm")}
              act={stepBack}
            >
              {t("stepBack.button")}
            </ConfirmButton>
          )}
        </Group>
      )}
    </>
  );
}
