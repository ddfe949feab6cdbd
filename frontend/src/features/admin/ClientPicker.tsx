import { Box, Loader } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { clientsListOptions } from "@/api/generated/@tanstack/react-query.gen";
import { Finder } from "@/components/Finder";
import { useLocale } from "@/i18n/useLocale";
import { useZone } from "@/i18n/zone";
import { instant } from "@/lib/format";

/** How many organisations are offered at a time. */
const OFFERED = 12;

/** Finds a client organisation by a part of its name: arrows and Enter choose. */
export function ClientPicker({ onPick }: { onPick: (client: string) => void }) {
  const { t } = useTranslation("admin");
  const { locale } = useLocale();
  const zone = useZone();
  const [typed, setTyped] = useState("");
  const part = typed.trim();
  const [asked] = useDebouncedValue(part, 200);
  const clients = useQuery({
    ...clientsListOptions({ query: { name: asked, limit: OFFERED } }),
    enabled: asked.length > 0,
    placeholderData: keepPreviousData,
  });
  const found = asked && part ? (clients.data?.items ?? []) : [];
  const isWaiting = part !== asked || clients.isFetching;
  const nothing = clients.isError ? t("finders.clientFailed") : t("finders.noClient", { typed: part });
  return (
    <Box maw={560}>
      <Finder
        maxLength={200}
        label={t("finders.client")}
        description={t("finders.clientHint")}
        typed={typed}
        onType={setTyped}
        // Two may go by one name.
        options={found.map(({ id, name, founded_at }) => ({
          id,
          name,
          hint: t("finders.founded", { at: instant(founded_at, locale, zone) }),
        }))}
        onPick={({ id }) => {
          onPick(id);
          setTyped("");
        }}
        nothing={part && !isWaiting ? nothing : undefined}
        leftSection={part && isWaiting ? <Loader size={16} aria-hidden /> : <IconSearch size={16} aria-hidden />}
      />
    </Box>
  );
}
