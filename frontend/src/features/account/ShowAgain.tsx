import { Button, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { identityAskForOwnPasskey, type ShownAgain } from "@/api/generated";
import { identityReadSecondFactorOptions } from "@/api/generated/@tanstack/react-query.gen";
import type { KnownProblem } from "@/api/problem";
import { ApiForm } from "@/components/ApiForm";
import { Loaded } from "@/components/Loaded";
import { PasswordField } from "@/components/PasswordField";
import { useApiForm } from "@/components/useApiForm";
import { isCode } from "@/features/identity/codes";
import { knowsPasskeys, showPasskey } from "@/features/identity/passkeys";
import { isName, isPresent } from "@/features/identity/rules";
import { usePasskeyText } from "@/features/identity/usePasskeyText";

interface Props {
  /** What is about to be done. */
  text: string;
  /** The same as a verb. */
  submit: string;
  /** Whether a passkey gets a name as well. */
  asksName?: boolean;
  /** For what cannot be taken back. */
  color?: string;
  /** Whether it stands in a dialog. */
  inDialog?: boolean;
  /** Whether there is a passkey to show in place of the password. */
  hasPasskeys: boolean;
  send: (shown: ShownAgain, name: string) => Promise<void>;
  /** A sentence for a problem of what is about to be done. */
  tell?: (problem: KnownProblem) => string | undefined;
  onLeft: () => void;
}

type By = "password" | "passkey";

/** Somebody shows again who they are: by their password, with a code where they have a second factor, or by a passkey. */
export function ShowAgain(props: Props) {
  const factor = useQuery(identityReadSecondFactorOptions());
  const canShow = props.hasPasskeys && knowsPasskeys();
  const [by, setBy] = useState<By>(canShow ? "passkey" : "password");
  const other = by === "passkey" ? "password" : "passkey";
  return (
    <Loaded query={factor}>
      {({ on_since }) => (
        <Form
          key={by}
          {...props}
          by={by}
          takesCode={by === "password" && Boolean(on_since)}
          onSwitch={canShow ? () => setBy(other) : undefined}
        />
      )}
    </Loaded>
  );
}

interface FormProps extends Props {
  by: By;
  takesCode: boolean;
  onSwitch?: () => void;
}

function Form(props: FormProps) {
  const { text, submit: verb, color, inDialog, asksName, send, tell, onLeft, by, takesCode, onSwitch } = props;
  const { t } = useTranslation(["passkeys", "factor", "common"]);
  const passkeyText = usePasskeyText();
  const takesPassword = by === "password";
  const { field, ...frame } = useApiForm({
    initial: { name: "", password: "", code: "" },
    rules: {
      name: { right: (name) => !asksName || isName(name), wrong: t("nameWrong") },
      password: {
        right: (password) => !takesPassword || isPresent(password),
        wrong: t("common:fields.passwordMissing"),
        refused: () => t("passwordRefused"),
      },
      code: { right: (code) => !takesCode || isCode(code), wrong: t("factor:eitherCodeWrong") },
    },
    send: async ({ name, password, code }) => {
      if (takesPassword) {
        await send({ password, code: takesCode ? code : null }, name);
        return;
      }
      const { data } = await identityAskForOwnPasskey({ throwOnError: true });
      await send({ passkey: await showPasskey(data.options) }, name);
    },
    tell: (problem) => {
      const told = TOLD.find((each) => each === problem.code);
      const isRefused = problem.fields.some(({ field: refused }) => refused === "passkey");
      return told ? t(told) : isRefused ? t("common:passkey.refused") : (tell?.(problem) ?? passkeyText(problem));
    },
  });
  return (
    <ApiForm
      {...frame}
      isBrief
      verb={verb}
      color={color}
      onLeft={onLeft}
      inDialog={inDialog}
      maw={inDialog ? undefined : 360}
      lead={<Text>{text}</Text>}
      aside={
        onSwitch && (
          <Button variant="subtle" onClick={onSwitch}>
            {t(takesPassword ? "byPasskey" : "byPassword")}
          </Button>
        )
      }
    >
      {asksName && <TextInput label={t("name")} description={t("nameHint")} autoComplete="off" {...field("name")} />}
      {takesPassword && <PasswordField label={t("factor:password")} {...field("password")} />}
      {takesCode && (
        <TextInput
          label={t("factor:eitherCode")}
          autoComplete="one-time-code"
          autoCapitalize="off"
          spellCheck={false}
          {...field("code")}
        />
      )}
    </ApiForm>
  );
}

/** What this form alone has to tell. */
const TOLD = ["passkey-held", "passkey-known", "passkey-not-begun", "too-many-passkeys", "no-passkeys"] as const;
