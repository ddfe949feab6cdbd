import { Alert, Group, NativeSelect, Text } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import {
  type HandoverState,
  handoversCut,
  handoversWait,
  handoversWithdrawAsClient,
  handoversWithdrawAsMember,
  type Seen,
} from "@/api/generated";
import { ApiForm } from "@/components/ApiForm";
import { ConfirmButton } from "@/components/ConfirmButton";
import { Facts } from "@/components/Facts";
import { FormDialog } from "@/components/FormDialog";
import { TextLink } from "@/components/LinkButton";
import { Moment } from "@/components/Moment";
import { Section } from "@/components/Section";
import { useAct } from "@/components/useAct";
import { useApiForm } from "@/components/useApiForm";
import { useSaved } from "@/features/engagements/useSaved";
import classes from "@/features/engagements/work.module.css";
import { useLocale } from "@/i18n/useLocale";
import { useZone } from "@/i18n/zone";
import { whenIs } from "@/lib/days";
import { day } from "@/lib/format";
import { mondays, nextMonday } from "./mondays";
import { useTell } from "./useTell";

const LIVE: HandoverState[] = ["asked", "taken", "seeking", "unfilled"];

/** A handover for the client or the member of the seat: where it stands, and what they can do. */
export function PartyHandover({ handover, isMember }: { handover: Seen; isMember: boolean }) {
  const { t } = useTranslation("handovers");
  const { locale } = useLocale();
  const zone = useZone();
  const tell = useTell();
  const path = { id: handover.id };
  const withdraw = useAct({
    act: () => {
      const take = isMember ? handoversWithdrawAsMember : handoversWithdrawAsClient;
      return take({ path, throwOnError: true });
    },
    done: t("withdraw.done"),
    tell,
  });
  const cut = useAct({ act: () => handoversCut({ path, throwOnError: true }), done: t("cut.done"), tell });
  const isOwn = handover.asked_by === (isMember ? "member" : "client");
  const { begins } = handover;
  const isAhead = begins != null && whenIs(begins, zone) === "ahead";
  const will = isMember ? "lines.willMember" : "lines.willClient";
  const done = isMember ? "lines.doneMember" : "lines.doneClient";
  const taken = isAhead ? will : done;
  const isUnfilled = handover.state === "unfilled" && !isMember;
  return (
    <>
      <Alert icon={<IconInfoCircle aria-hidden />} variant="outline" title={t("page.where")}>
        {handover.state === "done" && handover.incoming
          ? t(taken, {
              incoming: handover.incoming,
              outgoing: handover.outgoing,
              day: begins ? day(begins, locale) : "",
            })
          : t(isUnfilled ? "lines.unfilledClient" : `lines.${handover.state}`)}
      </Alert>
      <Section title={t("page.facts")}>
        <Facts
          facts={[
            { label: t("page.asked"), value: t(isOwn ? "askedBy.you" : `askedBy.${handover.asked_by}`) },
            { label: t("page.at"), value: <Moment at={handover.created_at} /> },
            handover.from ? { label: t("page.from"), value: day(handover.from, locale) } : null,
            handover.begins ? { label: t("page.begins"), value: day(handover.begins, locale) } : null,
          ]}
        />
        {handover.reason ? (
          <div>
            <Text fw={500}>{t("page.reason", { reason: t(`reasons.${handover.reason}`) })}</Text>
            <Text className={classes.text}>{handover.words}</Text>
          </div>
        ) : (
          <Text size="sm" c="dimmed">
            {t("page.sealed")}
          </Text>
        )}
        <TextLink to="/engagements/$id" params={{ id: handover.engagement }} size="sm">
          {t("page.toEngagement")}
        </TextLink>
      </Section>
      <Group>
        {isUnfilled && (
          <>
            <FormDialog label={t("wait.button")} title={t("wait.title")}>
              {(close) => <Wait handover={handover} close={close} />}
            </FormDialog>
            <ConfirmButton
              color="red"
              variant="outline"
              title={t("cut.title")}
              text={t("cut.text")}
              confirm={t("cut.confirm")}
              act={cut}
            >
              {t("cut.button")}
            </ConfirmButton>
          </>
        )}
        {isOwn && LIVE.includes(handover.state) && (
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
      </Group>
    </>
  );
}

/** How many weeks ahead can be waited for; the API refuses those that are too far for this seat. */
const WEEKS = 26;

function Wait({ handover, close }: { handover: Seen; close: () => void }) {
  const { t } = useTranslation("handovers");
  const { locale } = useLocale();
  const saved = useSaved(t("wait.done"));
  const next = nextMonday(new Date().toISOString().slice(0, 10));
  const from = handover.from && handover.from > next ? handover.from : next;
  const { field, ...frame } = useApiForm({
    initial: { begins: from },
    rules: { begins: { right: (text) => text !== "", wrong: t("wait.wrong") } },
    send: async (body) => {
      await handoversWait({ path: { id: handover.id }, body, throwOnError: true });
      await saved();
      close();
    },
    tell: useTell(),
  });
  return (
    <ApiForm {...frame} verb={t("wait.submit")} onLeft={close} inDialog>
      <Text>{t("wait.text")}</Text>
      <NativeSelect
        label={t("wait.begins")}
        data={mondays(from, "9999-12-31", WEEKS).map((value) => ({ value, label: day(value, locale) }))}
        {...field("begins")}
      />
    </ApiForm>
  );
}
