import { Group, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { session, sessionQuery } from "@/api/client";
import { identitySignIn, identitySignInWithPasskey, type Session } from "@/api/generated";
import { TextLink } from "@/components/LinkButton";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { HatChoice } from "./HatChoice";
import type { PasskeyJson } from "./passkeys";
import { type Entered, SignInForm } from "./SignInForm";

interface Props {
  /** Whether somebody was sent here from a page that needs a session. */
  isSentHere: boolean;
}

/** Signing in, and after it the choice of a hat for those who hold several. Its route leads on from there. */
export function SignInPage({ isSentHere }: Props) {
  const { t } = useTranslation();
  const { data: who } = useQuery(sessionQuery);
  if (who) {
    return (
      <PageStack width="form">
        <PageHeader key="hats" takesFocus title={t("hatChoice.title")} lead={t("hatChoice.lead")} />
        <HatChoice hats={who.hats} />
      </PageStack>
    );
  }
  return (
    <PageStack width="form">
      <PageHeader title={t("signIn.title")} lead={isSentHere ? t("signIn.expired") : t("signIn.lead")} />
      <SignInForm send={signIn} sendPasskey={signInWithPasskey} onBegun={keep} />
      <Group justify="center" gap={6}>
        <Text>{t("signIn.new")}</Text>
        <TextLink to="/sign-up">{t("signIn.join")}</TextLink>
      </Group>
    </PageStack>
  );
}

async function signIn(body: Entered) {
  const { data } = await identitySignIn({ body, throwOnError: true });
  return data;
}

async function signInWithPasskey(passkey: PasskeyJson) {
  const { data } = await identitySignInWithPasskey({ body: { passkey }, throwOnError: true });
  return data;
}

/** What comes after it is the matter of the route. */
function keep(begun: Session): undefined {
  session.keep(begun);
}
