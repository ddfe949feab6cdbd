import { Avatar, Menu, Text, UnstyledButton } from "@mantine/core";
import { IconHanger, IconLogout, IconUserCircle } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { SignedIn } from "@/api/session";
import { signOut } from "./signOut";
import { useSwitchHat } from "./useSwitchHat";

/** Who is signed in, the hats they could wear instead, and the way out. */
export default function AccountMenu({ who }: { who: SignedIn }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const switchHat = useSwitchHat();
  const leave = useMutation({ mutationFn: () => signOut(() => navigate({ to: "/" })) });
  const others = who.hats.filter((hat) => hat !== who.hat);
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <UnstyledButton aria-label={t("shell.account", { name: who.name })} ml={6}>
          <Avatar name={who.name} color="muster" variant="filled" size={36} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {/* Plain boxes: a menu may hold nothing that has a role of its own but its items. */}
        <Text component="div" size="sm" fw={600} px="sm" pt={6} truncate>
          {who.name}
        </Text>
        <Text component="div" size="sm" c="dimmed" px="sm" pb={6}>
          {who.hat ? t("home.wearing", { hat: t(`hats.${who.hat}`) }) : t("home.none")}
        </Text>
        <Menu.Item component={Link} to="/account" leftSection={<IconUserCircle size={18} aria-hidden />}>
          {t("shell.account", { name: who.name })}
        </Menu.Item>
        {others.map((hat) => (
          <Menu.Item key={hat} leftSection={<IconHanger size={18} aria-hidden />} onClick={() => switchHat.mutate(hat)}>
            {t("shell.switchTo", { hat: t(`hats.${hat}`) })}
          </Menu.Item>
        ))}
        <Menu.Item leftSection={<IconLogout size={18} aria-hidden />} onClick={() => leave.mutate()}>
          {t("shell.signOut")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
