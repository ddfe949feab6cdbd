import { Anchor, Code, Group, Text, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useTranslation } from "react-i18next";
import { type Enrolment, identityConfirmSecondFactor, type QrCode } from "@/api/generated";
import { ApiForm } from "@/components/ApiForm";
import { CopyTextButton } from "@/components/CopyTextButton";
import { useApiForm } from "@/components/useApiForm";
import { isAppCode } from "@/features/identity/codes";
import classes from "./account.module.css";

interface Props {
  begun: Enrolment;
  onConfirmed: (codes: string[]) => Promise<void>;
  onLeft: () => void;
}

/** What an app has to know, and the code that shows that it does. */
export function ConfirmFactor({ begun, onConfirmed, onLeft }: Props) {
  const { t } = useTranslation("factor");
  const { field, ...frame } = useApiForm({
    initial: { code: "" },
    rules: { code: { right: isAppCode, wrong: t("appCodeWrong") } },
    send: async (body) => {
      const { data } = await identityConfirmSecondFactor({ body, throwOnError: true });
      notifications.show({ message: t("confirmed"), color: "muster" });
      await onConfirmed(data.codes);
    },
    tell: ({ code }) => (code === "second-factor-not-begun" ? t("tooOld") : undefined),
  });
  return (
    <ApiForm {...frame} isBrief verb={t("confirm")} onLeft={onLeft} maw={480}>
      <Text fw={600}>{t("scan")}</Text>
      <Drawing qr={begun.qr} label={t("qr")} />
      <Anchor href={begun.uri}>{t("open")}</Anchor>
      <div>
        <Text size="sm">{t("byHand")}</Text>
        <Group gap="sm">
          <Code className={classes.secret}>{begun.secret}</Code>
          <CopyTextButton text={begun.secret} size="compact-sm" />
        </Group>
      </div>
      <TextInput
        label={t("appCode")}
        description={t("appCodeHint")}
        inputMode="numeric"
        autoComplete="one-time-code"
        maw={360}
        {...field("code")}
      />
    </ApiForm>
  );
}

/** Dark on light in any scheme: cameras want it so. */
function Drawing({ qr, label }: { qr: QrCode; label: string }) {
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${qr.size} ${qr.size}`}
      shapeRendering="crispEdges"
      className={classes.qr}
    >
      <rect width={qr.size} height={qr.size} fill="#fff" />
      <path d={qr.path} fill="#000" />
    </svg>
  );
}
