import { Button, Paper, Stack, Text, TextInput } from "@mantine/core";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { identityGiveCode, type Session } from "@/api/generated";
import { FormSummary } from "@/components/FormSummary";
import { useApiForm } from "@/components/useApiForm";
import { isAppCode, isRecoveryCode } from "./codes";

interface Props {
  /** What the password was answered with. */
  challenge: string;
  /** Goes on with the session that the code begins. */
  onBegun: (session: Session) => Promise<unknown> | undefined;
  /** Back to the address and the password. */
  again: () => void;
  /** Without a frame of its own, as in a dialog. */
  plain?: boolean;
  /** What may be done instead. */
  children: ReactNode;
}

/** The second step of signing in: a code from the app, or one of those for when it is lost. */
export default function CodeForm(props: Props) {
  const [kind, setKind] = useState<Kind>("app");
  const other = kind === "app" ? "recovery" : "app";
  return <Form key={kind} {...props} kind={kind} onSwitch={() => setKind(other)} />;
}

type Kind = keyof typeof KINDS;

const KINDS = {
  app: { word: "appCode", right: isAppCode, other: "step.toRecovery" },
  recovery: { word: "recoveryCode", right: isRecoveryCode, other: "step.toApp" },
} as const;

interface FormProps extends Props {
  kind: Kind;
  onSwitch: () => void;
}

function Form({ challenge, onBegun, again, plain, children, kind, onSwitch }: FormProps) {
  const { t } = useTranslation("factor");
  const input = useRef<HTMLInputElement>(null);
  const { word, right, other } = KINDS[kind];
  const { trouble, problem, sending, submit, field } = useApiForm({
    initial: { code: "" },
    rules: { code: { right, wrong: t(`${word}Wrong`) } },
    send: async ({ code }) => {
      const { data } = await identityGiveCode({ body: { challenge, code }, throwOnError: true });
      await onBegun(data);
    },
    tell: ({ code }) =>
      code === "unauthenticated" ? t("step.refused") : code === "challenge-spent" ? t("step.spent") : undefined,
  });
  useEffect(() => {
    input.current?.focus();
  }, []);
  const isSpent = problem?.code === "challenge-spent";
  return (
    <Paper withBorder={!plain} p={plain ? 0 : "lg"} component="form" noValidate onSubmit={submit}>
      <Stack>
        <FormSummary trouble={trouble} />
        <Text>{t("step.text")}</Text>
        <TextInput
          ref={input}
          label={t(word)}
          description={t(`${word}Hint`)}
          inputMode={kind === "app" ? "numeric" : "text"}
          autoComplete={kind === "app" ? "one-time-code" : "off"}
          autoCapitalize="off"
          spellCheck={false}
          {...field("code")}
        />
        <Button type="submit" loading={sending} disabled={isSpent}>
          {t("step.submit")}
        </Button>
        {children}
        <Button variant="subtle" onClick={onSwitch}>
          {t(other)}
        </Button>
        <Button variant={isSpent ? "filled" : "subtle"} onClick={again}>
          {t("step.again")}
        </Button>
      </Stack>
    </Paper>
  );
}
