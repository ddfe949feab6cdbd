import { Group, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { type Dispute, engagementsAccept, type Milestone } from "@/api/generated";
import { ConfirmButton } from "@/components/ConfirmButton";
import { TextLink } from "@/components/LinkButton";
import { useAct } from "@/components/useAct";
import { useLocale } from "@/i18n/useLocale";
import { money } from "@/lib/format";
import { AskFunding } from "./AskFunding";
import { open } from "./amounts";
import { CameNotice } from "./CameNotice";
import type { Came } from "./came";
import { MilestoneFacts } from "./MilestoneFacts";
import { OpenDispute } from "./OpenDispute";
import { Payments } from "./Payments";
import { Step } from "./Step";
import { isRunning, standOf } from "./standing";
import { Transfer } from "./Transfer";
import { useOnce } from "./useOnce";
import { useTell } from "./useTell";
import { useTitle } from "./useTitle";
import classes from "./work.module.css";

interface Props {
  milestone: Milestone;
  /** On which day work on it begins, as long as it is not paid in. */
  begins?: string;
  /** Whether paying it in is what the client does next. */
  isNext: boolean;
  /** What came for it and did not fit. */
  came?: Came;
  /** Those about this milestone, the newest first. */
  disputes: Pick<Dispute, "id" | "state">[];
}

/** A milestone for the client: what it costs, what has become of the money, and what can be done about it. */
export function ClientMilestone({ milestone, begins, isNext, came, disputes }: Props) {
  const { t } = useTranslation("engagements");
  const { state, funding } = milestone;
  const isHeld = state === "funded" || state === "submitted";
  return (
    <Step milestone={milestone} begins={begins}>
      <MilestoneFacts milestone={milestone} side="client" />
      {/* What came says more than that a transfer is expected. */}
      {!(came && !came.isApart && state === "planned") && (
        <Text size="sm" c="dimmed" maw="64ch">
          {t(`milestoneLines.${standOf(milestone)}`)}
        </Text>
      )}
      {disputes.map((dispute) => (
        <TextLink key={dispute.id} to="/disputes/$id" params={{ id: dispute.id }} size="sm">
          {t(isRunning(dispute) ? "milestone.toDispute" : "milestone.oldDispute")}
        </TextLink>
      ))}
      {came && <CameNotice came={came} />}
      {funding && <Transfer funding={funding} came={came} />}
      <Group gap="sm" className={classes.acts}>
        {state === "planned" && !funding && <AskFunding milestone={milestone} isNext={isNext} came={came} />}
        {state === "submitted" && open(milestone).amount > 0 && <AcceptButton milestone={milestone} />}
        {isHeld && !disputes.some(isRunning) && open(milestone).amount > 0 && (
          <OpenDispute milestone={milestone} side="client" />
        )}
      </Group>
      <Payments milestone={milestone} />
    </Step>
  );
}

function AcceptButton({ milestone }: Pick<Props, "milestone">) {
  const { t } = useTranslation("engagements");
  const { locale } = useLocale();
  const title = useTitle();
  const once = useOnce();
  const accept = useAct({
    act: () =>
      once(milestone.id, (headers) => engagementsAccept({ path: { id: milestone.id }, headers, throwOnError: true })),
    done: t("accept.done", { milestone: title.milestone(milestone.title) }),
    tell: useTell(),
  });
  const { currency } = milestone.amount;
  const goes = money(open(milestone).amount, currency, locale);
  return (
    <ConfirmButton
      title={t("accept.title", { milestone: title.milestone(milestone.title) })}
      text={
        <Stack gap="xs">
          <Text>
            {milestone.disputed.amount > 0
              ? t("accept.textRest", { frozen: money(milestone.disputed.amount, currency, locale) })
              : t("accept.text", { amount: goes })}
          </Text>
          <Text>{t("accept.final")}</Text>
        </Stack>
      }
      confirm={t("accept.confirm")}
      act={accept}
    >
      {t("accept.button")}
    </ConfirmButton>
  );
}
