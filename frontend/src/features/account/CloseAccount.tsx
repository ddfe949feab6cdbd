import { Button, Group, List, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { type Obstacle, privacyClose } from "@/api/generated";
import { privacyClosureOptions } from "@/api/generated/@tanstack/react-query.gen";
import { ApiForm } from "@/components/ApiForm";
import { Dialog } from "@/components/Dialog";
import { Loaded } from "@/components/Loaded";
import { PasswordField } from "@/components/PasswordField";
import { useApiForm } from "@/components/useApiForm";
import { isPresent } from "@/features/identity/rules";
import { letGo } from "@/features/identity/signOut";

/** The way out: what goes and what stays, and what has to be done before. */
export function CloseAccount() {
  const { t } = useTranslation("account");
  const closure = useQuery(privacyClosureOptions());
  const [isOpen, { open, close }] = useDisclosure(false);
  return (
    <Stack>
      <Fates title={t("data.goesTitle")} fates={["goes.self", "goes.work", "goes.told"]} />
      <Fates title={t("data.staysTitle")} fates={["stays.money", "stays.contracts", "stays.log", "stays.address"]} />
      <Loaded query={closure}>
        {({ obstacles }) =>
          obstacles.length > 0 ? (
            <Obstacles obstacles={obstacles} />
          ) : (
            <Group>
              <Button color="red" variant="outline" onClick={open}>
                {t("data.close")}
              </Button>
            </Group>
          )
        }
      </Loaded>
      <Dialog opened={isOpen} onClose={close} title={t("data.closeQuestion")}>
        <Form cancel={close} />
      </Dialog>
    </Stack>
  );
}

type Fate = "goes.self" | "goes.work" | "goes.told" | "stays.money" | "stays.contracts" | "stays.log" | "stays.address";

function Fates({ title, fates }: { title: string; fates: Fate[] }) {
  const { t } = useTranslation("account");
  return (
    <div>
      <Text fw={600} size="sm">
        {title}
      </Text>
      <List size="sm">
        {fates.map((fate) => (
          <List.Item key={fate}>{t(`data.${fate}`)}</List.Item>
        ))}
      </List>
    </div>
  );
}

function Obstacles({ obstacles }: { obstacles: Obstacle[] }) {
  const { t } = useTranslation("account");
  return (
    <div>
      <Text fw={600} size="sm">
        {t("data.notYet")}
      </Text>
      <List size="sm">
        {obstacles.map((obstacle) => (
          <List.Item key={obstacle}>{t(`data.obstacles.${obstacle}`)}</List.Item>
        ))}
      </List>
    </div>
  );
}

function Form({ cancel }: { cancel: () => void }) {
  const { t } = useTranslation(["account", "common"]);
  const navigate = useNavigate();
  const { field, ...frame } = useApiForm({
    initial: { password: "" },
    rules: { password: { right: isPresent, wrong: t("common:fields.passwordMissing") } },
    send: async (body) => {
      await privacyClose({ body, throwOnError: true });
      await letGo(() => navigate({ to: "/" }));
    },
    tell: ({ code }) => (code === "counted-on" ? t("data.notYet") : undefined),
  });
  return (
    <ApiForm {...frame} isBrief verb={t("data.close")} color="red" onLeft={cancel} inDialog>
      <Text>{t("data.closeText")}</Text>
      <PasswordField {...field("password")} />
    </ApiForm>
  );
}
