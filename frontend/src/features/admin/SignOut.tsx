import { Group, Text, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useTranslation } from "react-i18next";
import { identitySignOutPerson } from "@/api/generated";
import { ApiForm } from "@/components/ApiForm";
import { ConfirmButton } from "@/components/ConfirmButton";
import { FormDialog } from "@/components/FormDialog";
import { Section } from "@/components/Section";
import { useAct } from "@/components/useAct";
import { useApiForm } from "@/components/useApiForm";
import { isAddress } from "@/features/identity/rules";

/** Signs out everywhere whoever has an address that is known already. */
export function SignOutButton({ email }: { email: string }) {
  const { t } = useTranslation("admin");
  const signOut = useAct({
    act: () => identitySignOutPerson({ body: { email }, throwOnError: true }),
    done: t("hats.signedOut"),
    stale: [],
  });
  return (
    <ConfirmButton
      variant="default"
      size="compact-sm"
      title={t("hats.signOutTitle", { email })}
      text={t("hats.signOutText")}
      act={signOut}
    >
      {t("hats.signOut")}
    </ConfirmButton>
  );
}

/** Signs out everywhere whoever has an address that is typed. */
export function SignOutAnybody() {
  const { t } = useTranslation("admin");
  return (
    <Section title={t("hats.signOutAnyTitle")} lead={t("hats.signOutAnyLead")}>
      <Group>
        <FormDialog label={t("hats.signOut")} title={t("hats.signOutAnyTitle")} isShort>
          {(close) => <Form close={close} />}
        </FormDialog>
      </Group>
    </Section>
  );
}

function Form({ close }: { close: () => void }) {
  const { t } = useTranslation("admin");
  const { field, ...frame } = useApiForm({
    initial: { email: "" },
    rules: { email: { right: isAddress, wrong: t("hats.signOutWrong") } },
    send: async (body) => {
      await identitySignOutPerson({ body, throwOnError: true });
      notifications.show({ message: t("hats.signedOut"), color: "muster" });
      close();
    },
  });
  return (
    <ApiForm {...frame} isBrief verb={t("hats.signOut")} onLeft={close} inDialog>
      <Text>{t("hats.signOutText")}</Text>
      <TextInput type="email" label={t("hats.signOutEmail")} {...field("email")} />
    </ApiForm>
  );
}
