import { Avatar, UnstyledButton } from "@mantine/core";
import { Suspense, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { SignedIn } from "@/api/session";
import { AccountMenu } from "@/app/later";

/** Who is signed in; a press opens what they can do as such. */
export function AccountButton({ who }: { who: SignedIn }) {
  const { t } = useTranslation();
  const target = useRef<HTMLButtonElement>(null);
  const [wasOpened, setWasOpened] = useState(false);
  const button = (
    <UnstyledButton
      ref={target}
      aria-label={t("shell.account", { name: who.name })}
      aria-haspopup="menu"
      ml={14}
      bdrs="50%"
      onClick={() => setWasOpened(true)}
    >
      <Avatar name={who.name} color="muster" variant="filled" size={36} />
    </UnstyledButton>
  );
  if (!wasOpened) {
    return button;
  }
  return (
    <Suspense fallback={button}>
      <AccountMenu who={who} target={target}>
        {button}
      </AccountMenu>
    </Suspense>
  );
}
