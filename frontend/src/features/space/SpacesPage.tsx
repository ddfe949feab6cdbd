import { Text } from "@mantine/core";
import { IconBuildingCommunity } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, Navigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Space } from "@/api/generated";
import { EmptyState } from "@/components/EmptyState";
import { LinkButton } from "@/components/LinkButton";
import { Loaded } from "@/components/Loaded";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import classes from "./space.module.css";
import { mySpaces, usePlaceName } from "./useSpace";

/** The spaces that one runs. Whoever runs one goes straight on to it. */
export function SpacesPage() {
  const { t } = useTranslation("space");
  const spaces = useQuery(mySpaces);
  const [only, ...others] = spaces.data?.items ?? [];
  if (only && others.length === 0) {
    return <Navigate to="/spaces/$space" params={{ space: only.id }} replace />;
  }
  return (
    <PageStack>
      <PageHeader title={t("spaces.title")} lead={t("spaces.lead")} />
      <Loaded query={spaces}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState
              icon={<IconBuildingCommunity size={40} stroke={1.4} aria-hidden />}
              title={t("spaces.emptyTitle")}
              text={t("spaces.emptyText")}
              action={
                <LinkButton to="/network" variant="default">
                  {t("spaces.emptyAction")}
                </LinkButton>
              }
            />
          ) : (
            <ul className={classes.list}>
              {items.map((space) => (
                <li key={space.id}>
                  <SpaceCard space={space} />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </PageStack>
  );
}

function SpaceCard({ space }: { space: Space }) {
  const place = usePlaceName(space.place);
  return (
    <Link to="/spaces/$space" params={{ space: space.id }} className={classes.card}>
      <Text fw={600}>{space.name}</Text>
      <Text c="dimmed" size="sm">
        {place ?? "…"}
      </Text>
    </Link>
  );
}
