import { Button, Paper, Stack, TextInput } from "@mantine/core";
import { lazy, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Challenge, Session } from "@/api/generated";
import { FormSummary } from "@/components/FormSummary";
import { TextLink } from "@/components/LinkButton";
import { Coming, Waiting } from "@/components/Loaded";
import { PasswordField } from "@/components/PasswordField";
import { useApiForm } from "@/components/useApiForm";
import { PasskeyButton } from "./PasskeyButton";
import type { PasskeyJson } from "./passkeys";
import { isAddress, isPresent } from "./rules";

const CodeForm = lazy(() => import("./CodeForm"));

/** What somebody signs in with. */
export interface Entered {
  email: string;
  password: string;
}

interface Props {
  /** Sends what was entered; throws the API's problem. */
  send: (entered: Entered) => Promise<Session | Challenge>;
  /** Sends a passkey that was shown; throws the API's problem. */
  sendPasskey: (passkey: PasskeyJson) => Promise<Session>;
  /** Goes on with the session that was begun. */
  onBegun: (session: Session) => Promise<unknown> | undefined;
  /** Without a frame of its own, as in a dialog. */
  plain?: boolean;
}

/** Address and password, and after them a code where somebody has a second factor; or a passkey, in place of all of it. */
export function SignInForm({ send, sendPasskey, onBegun, plain }: Props) {
  const [challenge, setChallenge] = useState<string | null>(null);
  const passkey = <PasskeyButton send={sendPasskey} onBegun={onBegun} />;
  if (challenge !== null) {
    return (
      <Coming waiting={<Waiting lines={1} height={240} />}>
        <CodeForm challenge={challenge} onBegun={onBegun} again={() => setChallenge(null)} plain={plain}>
          {passkey}
        </CodeForm>
      </Coming>
    );
  }
  const enter = async (entered: Entered) => {
    const answer = await send(entered);
    if ("challenge" in answer) {
      setChallenge(answer.challenge);
      return;
    }
    await onBegun(answer);
  };
  return (
    <PasswordForm send={enter} plain={plain}>
      {passkey}
    </PasswordForm>
  );
}

interface PasswordProps {
  send: (entered: Entered) => Promise<void>;
  plain?: boolean;
  /** What may be done instead. */
  children: ReactNode;
}

function PasswordForm({ send, plain, children }: PasswordProps) {
  const { t } = useTranslation();
  const { trouble, sending, submit, field } = useApiForm({
    initial: { email: "", password: "" },
    rules: {
      email: { right: isAddress, wrong: t("fields.emailWrong") },
      password: { right: isPresent, wrong: t("fields.passwordMissing") },
    },
    send,
    tell: ({ code }) => (code === "unauthenticated" ? t("signIn.wrong") : undefined),
  });
  return (
    <Paper withBorder={!plain} p={plain ? 0 : "lg"} component="form" noValidate onSubmit={submit}>
      <Stack>
        <FormSummary trouble={trouble} />
        <TextInput
          label={t("fields.email")}
          type="email"
          autoComplete="username"
          data-autofocus={plain}
          {...field("email")}
        />
        <PasswordField {...field("password")} />
        <Button type="submit" loading={sending}>
          {t("signIn.submit")}
        </Button>
        {children}
        {!plain && (
          <TextLink to="/reset" ta="center" size="sm">
            {t("signIn.forgot")}
          </TextLink>
        )}
      </Stack>
    </Paper>
  );
}
