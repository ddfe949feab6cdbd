import { Button, Group, Stack, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { session } from "@/api/client";
import {
  type Hat,
  identitySignIn,
  identitySignInWithPasskey,
  type PasskeySignIn,
  type Session,
  type SignIn,
} from "@/api/generated";
import { asProblem } from "@/api/problem";
import type { SignedIn } from "@/api/session";
import { Dialog } from "@/components/Dialog";
import { firstPage } from "./firstPage";
import { SignInForm } from "./SignInForm";

interface Props {
  /** Who was here until the session ended. */
  last: SignedIn;
  /** Forgets what the page has read and what was typed into it, for somebody else signs in. */
  forget: () => void;
}

/**
 * The session has ended while a page is open: whoever was here signs in over it and goes on. Somebody else begins at
 * their own first page.
 */
export default function SignInDialog({ last, forget }: Props) {
  const { t } = useTranslation("account");
  const navigate = useNavigate();
  const queries = useQueryClient();
  const goOn = async (begun: Session) => {
    const isSame = begun.person === last.person && begun.hat === last.hat;
    if (!isSame) {
      forget();
    }
    session.keep(begun);
    if (isSame) {
      // What failed while nobody was signed in is asked for again; the rest stays as it was left.
      await queries.refetchQueries({ type: "active", predicate: ({ state }) => state.status !== "success" });
      return;
    }
    const mustChoose = !begun.hat && begun.hats.length > 1;
    // What asks before it is left asks behind this dialog, and is not theirs.
    await navigate({ to: mustChoose ? "/sign-in" : firstPage(begun.hat), ignoreBlocker: true });
  };
  return (
    <Dialog
      opened
      onClose={() => undefined}
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
      zIndex={500}
      title={t("dialog.title")}
      overlayProps={{ backgroundOpacity: 0.55, blur: 2 }}
    >
      <Stack>
        <Text>{t("dialog.text", { name: last.name })}</Text>
        <SignInForm
          plain
          send={(entered) => enterAs(last, (hat) => signIn({ ...entered, hat }))}
          sendPasskey={(passkey) => enterAs(last, (hat) => signInWithPasskey({ passkey, hat }))}
          onBegun={goOn}
        />
        <Text size="sm" c="dimmed">
          {t("dialog.else")}
        </Text>
        <Group>
          <Button variant="default" size="compact-md" onClick={() => void navigate({ to: "/", ignoreBlocker: true })}>
            {t("dialog.leave")}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

/** Signs in under the hat that was worn; somebody who does not hold it, under their own. */
async function enterAs<Answer>(last: SignedIn, send: (hat: Hat | null | undefined) => Promise<Answer>) {
  try {
    return await send(last.hat);
  } catch (error) {
    if (!asProblem(error).fields.some(({ field }) => field === "hat")) {
      throw error;
    }
    return await send(undefined);
  }
}

async function signIn(body: SignIn) {
  const { data } = await identitySignIn({ body, throwOnError: true });
  return data;
}

async function signInWithPasskey(body: PasskeySignIn) {
  const { data } = await identitySignInWithPasskey({ body, throwOnError: true });
  return data;
}
