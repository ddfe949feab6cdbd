import { Button, Group, List, NativeSelect, Radio, Stack, Text } from "@mantine/core";
import { IconSend } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Bidding, briefsPostBrief } from "@/api/generated";
import { DayInput } from "@/components/DayInput";
import { Dialog } from "@/components/Dialog";
import { TimeInput } from "@/components/TimeInput";
import { useAct } from "@/components/useAct";
import { useLocale } from "@/i18n/useLocale";
import { deviceZone, useZone } from "@/i18n/zone";
import { distance, instant } from "@/lib/format";
import { deadlineFlaw, momentOf, proposedDeadline, wallOf, workBegins } from "./deadline";
import classes from "./editor.module.css";

interface Props {
  id: string;
  seats: readonly { from: string }[];
  close: () => void;
  posted: () => void;
}

const WAYS: Bidding[] = ["both", "formed", "open"];

/** Until when, by whom, and what happens next: the last questions before a brief is posted. */
export default function PostDialog({ id, seats, close, posted }: Props) {
  const { t } = useTranslation(["editor", "common"]);
  const { locale } = useLocale();
  const begins = workBegins(seats);
  const zone = useZone() ?? deviceZone();
  const [wall, setWall] = useState(() => wallOf(proposedDeadline(begins, new Date(), zone), zone));
  const [bidding, setBidding] = useState<Bidding>("both");
  const [standby, setStandby] = useState("1");
  const deadline = momentOf(wall, zone);
  const flaw = deadlineFlaw(deadline, begins, new Date());
  const post = useAct({
    act: () =>
      briefsPostBrief({
        path: { id },
        body: { bidding, deadline: deadline?.toISOString() ?? "", standby: Number(standby) },
        throwOnError: true,
      }),
    done: t("post.done"),
    onDone: posted,
    tell: ({ code }) => {
      if (code === "invalid") {
        return t("post.invalid");
      }
      return code === "brief-state" ? t("post.already") : undefined;
    },
  });
  return (
    <Dialog opened onClose={close} title={t("post.title")} size="lg">
      <Stack gap="lg">
        <Text size="sm">{t("post.fixed")}</Text>
        <div className={classes.deadline}>
          <DayInput
            id="post-day"
            label={t("post.day")}
            value={wall.day}
            onChange={(day) => setWall({ ...wall, day })}
            min={wallOf(new Date(), zone).day}
            max={wallOf(begins, zone).day}
          />
          <TimeInput
            id="post-time"
            label={t("post.time")}
            value={wall.time}
            onChange={(time) => setWall({ ...wall, time })}
          />
          <Text size="sm" className={classes.window} c={flaw ? "red" : undefined} role="status">
            {flaw || !deadline
              ? t(`post.flaw.${flaw ?? "missing"}`, { begins: instant(begins.toISOString(), locale, zone) })
              : t("post.until", {
                  moment: instant(deadline.toISOString(), locale, zone),
                  distance: distance(deadline.toISOString(), Date.now(), locale, zone),
                  zone,
                })}
          </Text>
        </div>
        <Radio.Group label={t("post.who")} value={bidding} onChange={(value) => setBidding(value as Bidding)}>
          <Stack gap="sm" mt="xs">
            {WAYS.map((way) => (
              <Radio key={way} value={way} label={t(`common:bidding.${way}`)} description={t(`post.wayText.${way}`)} />
            ))}
          </Stack>
        </Radio.Group>
        <NativeSelect
          label={t("post.standby")}
          description={t("post.standbyHint")}
          value={standby}
          onChange={(event) => setStandby(event.currentTarget.value)}
          data={(["0", "1", "2"] as const).map((value) => ({ value, label: t(`post.standbys.${value}`) }))}
        />
        <Stack gap={6}>
          <Text fw={600} size="sm">
            {t("post.next")}
          </Text>
          <List size="sm" type="ordered" spacing={4}>
            {(["first", "second", "third", "fourth"] as const).map((step) => (
              <List.Item key={step}>{t(`post.steps.${step}`)}</List.Item>
            ))}
          </List>
        </Stack>
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {t("post.notYet")}
          </Button>
          <Button
            loading={post.isPending}
            disabled={flaw !== null}
            leftSection={<IconSend size={18} aria-hidden />}
            onClick={() => post.mutate()}
          >
            {t("post.do")}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
