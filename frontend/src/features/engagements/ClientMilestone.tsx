import { Group, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { type Dispute, engagementsAccept, type Milestone } from "@/api/generated";
import { ConfirmButton } from "@/components/ConfirmButton";
import { Facts } from "@/components/Facts";
import { TextLink } from "@/components/LinkButton";
import { Money } from "@/components/Money";
import { useAct } from "@/components/useAct";
import { useLocale } from "@/i18n/useLocale";
import { money } from "@/lib/format";
import { AskFunding } from "./AskFunding";
import { open } from "./amounts";
import { OpenDispute } from "./OpenDispute";
import { Payments } from "./Payments";
import { Step } from "./Step";
import { Transfer } from "./Transfer";
import { useOnce } from "./useOnce";
import { useTell } from "./useTell";
import { useTitle } from "./useTitle";
import classes from "./work.module.css";

interface Props {
  milestone: Milestone;
  /** Whether paying it in is what the client does next. */
  isNext: boolean;
  /** Those about this milestone, the newest first. */
  disputes: Pick<Dispute, "id" | "state" | "to_members">[];
}

/** A milestone for the client: what it costs, what has become of the money, and what can be done about it. */
export function ClientMilestone({ milestone, isNext, disputes }: Props) {
  const { t } = useTranslation("engagements");
  const { state, amount, gross, disputed, refunded, refunded_gross, funding } = milestone;
  const isHeld = state === "funded" || state === "submitted";
  const currency = amount.currency;
  const running = disputes.find((each) => each.state !== "settled" && each.state !== "withdrawn");
  return (
    <Step milestone={milestone}>
      <Facts
        isShort
        facts={[
          { label: t("milestone.price"), value: <Money minor={amount.amount} currency={currency} /> },
          gross && {
            label: t("milestone.gross"),
            value: <Money minor={gross.amount} currency={currency} />,
          },
          refunded.amount > 0 && {
            label: t("milestone.refundedGross"),
            value: <Money minor={(refunded_gross ?? refunded).amount} currency={currency} />,
          },
          disputed.amount > 0 && {
            label: t("milestone.disputed"),
            value: <Money minor={disputed.amount} currency={currency} />,
          },
        ]}
      />
      <Text size="sm" c="dimmed" maw="64ch">
        {t(`milestoneLines.${funding ? "awaited" : state}`)}
      </Text>
      {disputes.map(({ id, state: stateOf }) => (
        <TextLink key={id} to="/disputes/$id" params={{ id }} size="sm">
          {t(stateOf === "settled" || stateOf === "withdrawn" ? "milestone.oldDispute" : "milestone.toDispute")}
        </TextLink>
      ))}
      {funding && <Transfer funding={funding} />}
      <Group gap="sm" className={classes.acts}>
        {state === "planned" && !funding && <AskFunding milestone={milestone} isNext={isNext} />}
        {state === "submitted" && open(milestone).amount > 0 && (
          <AcceptButton milestone={milestone} disputes={disputes} />
        )}
        {isHeld && !running && open(milestone).amount > 0 && <OpenDispute milestone={milestone} side="client" />}
      </Group>
      <Payments milestone={milestone} />
    </Step>
  );
}

function AcceptButton({ milestone, disputes }: Omit<Props, "isNext">) {
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
  // What an earlier dispute gave to the members was paid out then.
  const paid = disputes.reduce((sum, { to_members }) => sum + (to_members?.amount ?? 0), 0);
  const goes = money(open(milestone).amount - paid, currency, locale);
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
