import { Button } from "@mantine/core";
import { IconFingerprint } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { identityAskForPasskey, type Session } from "@/api/generated";
import { asProblem, type KnownProblem } from "@/api/problem";
import { FormSummary } from "@/components/FormSummary";
import { useProblemText } from "@/components/useProblemText";
import { knowsPasskeys, type PasskeyJson, showPasskey } from "./passkeys";
import { usePasskeyText } from "./usePasskeyText";

interface Props {
  /** Sends the passkey that was shown; throws the API's problem. */
  send: (passkey: PasskeyJson) => Promise<Session>;
  /** Goes on with the session that was begun. */
  onBegun: (session: Session) => Promise<unknown> | undefined;
}

/** Signing in with a passkey, without address, password and code. Nothing where the browser has none. */
export function PasskeyButton({ send, onBegun }: Props) {
  const { t } = useTranslation();
  const sentence = useProblemText();
  const passkeyText = usePasskeyText();
  const enter = useMutation({
    mutationFn: async () => {
      const { data } = await identityAskForPasskey({ throwOnError: true });
      await onBegun(await send(await showPasskey(data.options)));
    },
  });
  if (!knowsPasskeys()) {
    return null;
  }
  const told = (problem: KnownProblem) =>
    problem.code === "unauthenticated" ? t("passkey.refused") : (passkeyText(problem) ?? sentence(problem));
  return (
    <>
      {enter.isError && <Trouble sentence={told(asProblem(enter.error))} />}
      <Button
        variant="default"
        leftSection={<IconFingerprint size={18} aria-hidden />}
        loading={enter.isPending}
        onClick={() => enter.mutate()}
      >
        {t("passkey.signIn")}
      </Button>
    </>
  );
}

/** It keeps what it says as one thing, so that it takes the focus once. */
function Trouble({ sentence }: { sentence: string }) {
  const [trouble] = useState({ sentence, fields: [] });
  return <FormSummary trouble={trouble} />;
}
