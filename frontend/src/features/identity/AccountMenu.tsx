import { Menu, Text } from "@mantine/core";
import { IconHanger, IconLogout, IconUserCircle } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { Link, useNavigate, useRouter } from "@tanstack/react-router";
import { type ReactElement, type RefObject, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { SignedIn } from "@/api/session";
import { mayLeave } from "@/app/leaving";
import { signOut } from "./signOut";
import { useSwitchHat } from "./useSwitchHat";

interface Props {
  who: SignedIn;
  /** The button that it hangs from, and its element. */
  children: ReactElement;
  target: RefObject<HTMLButtonElement | null>;
}

/** Who is signed in, the hats they could wear instead, and the way out. */
export default function AccountMenu({ who, children, target }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { history } = useRouter();
  const switchHat = useSwitchHat();
  const leave = useMutation({
    mutationFn: async () => {
      if (await mayLeave(history, "/")) {
        await signOut(() => navigate({ to: "/", ignoreBlocker: true }));
      }
    },
  });
  const [isOpen, setOpen] = useState(false);
  // It comes when the button is pressed, in whose place it puts another that looks the same.
  useEffect(() => {
    target.current?.focus();
    setOpen(true);
  }, [target]);
  const others = who.hats.filter((hat) => hat !== who.hat);
  return (
    <Menu position="bottom-end" width={270} opened={isOpen} onChange={setOpen}>
      <Menu.Target>{children}</Menu.Target>
      <Menu.Dropdown>
        {/* Plain boxes: a menu may hold nothing that has a role of its own but its items. */}
        <Text component="div" size="sm" fw={600} px="sm" pt={6} truncate>
          {who.name}
        </Text>
        <Text component="div" size="sm" c="dimmed" px="sm" pb={6}>
          {who.hat ? t("home.wearing", { hat: t(`hats.${who.hat}`) }) : t("home.none")}
        </Text>
        <Menu.Item component={Link} to="/account" leftSection={<IconUserCircle size={18} aria-hidden />}>
          {t("shell.yourAccount")}
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
