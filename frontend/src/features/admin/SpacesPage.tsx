import { Button, Code, Group, NativeSelect, Stack, Text, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconBuildingCommunity } from "@tabler/icons-react";
import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  type PagePlace,
  type PageSpace,
  placesCreate,
  type SpaceOperator,
  spacesAddOperator,
  spacesCreate,
  spacesRemoveOperator,
} from "@/api/generated";
import {
  placesListOptions,
  spacesListInfiniteOptions,
  spacesListOperatorsInfiniteOptions,
} from "@/api/generated/@tanstack/react-query.gen";
import { paging, pagingOf } from "@/api/paging";
import { ApiForm } from "@/components/ApiForm";
import { DataTable } from "@/components/DataTable";
import { Dialog } from "@/components/Dialog";
import { EmptyState } from "@/components/EmptyState";
import { Loaded } from "@/components/Loaded";
import { PagedList } from "@/components/PagedList";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { Section } from "@/components/Section";
import { useAct } from "@/components/useAct";
import { useApiForm } from "@/components/useApiForm";
import { isAddress } from "@/features/identity/rules";
import { toldIn } from "@/i18n/problems";
import { useLocale } from "@/i18n/useLocale";
import { COUNTRIES } from "@/lib/countries";
import { names } from "@/lib/format";
import { newKey } from "@/lib/newKey";
import classes from "./admin.module.css";
import { isNote, isScaled, scaled } from "./decimals";

type Place = PagePlace["items"][number];
type Space = PageSpace["items"][number];

/** A network has few enough places for one page of them. */
const PLACES = placesListOptions({ query: { limit: 100 } });

/** Places, the spaces in them, and who operates those. */
export function SpacesPage() {
  const { t } = useTranslation("admin");
  const places = useQuery(PLACES);
  return (
    <PageStack>
      <PageHeader title={t("spaces.title")} lead={t("spaces.lead")} />
      <Loaded query={places}>
        {({ items }) => (
          <>
            <Spaces places={items} />
            <FoundSpace places={items} />
            <Places places={items} />
            <AddPlace />
          </>
        )}
      </Loaded>
    </PageStack>
  );
}

function Spaces({ places }: { places: Place[] }) {
  const { t } = useTranslation("admin");
  const spaces = useInfiniteQuery({ ...spacesListInfiniteOptions({ query: { limit: 50 } }), ...paging });
  const [shown, setShown] = useState<Space | null>(null);
  return (
    <Section title={t("spaces.list")}>
      <PagedList
        query={spaces}
        empty={
          <EmptyState
            icon={<IconBuildingCommunity size={40} stroke={1.4} aria-hidden />}
            title={t("spaces.emptyTitle")}
            text={t("spaces.emptyText")}
            action={null}
          />
        }
      >
        {(all) => (
          <DataTable
            caption={t("spaces.list")}
            rows={all}
            rowKey={({ id }) => id}
            columns={[
              { key: "name", label: t("spaces.name"), cell: ({ name }) => name },
              {
                key: "place",
                label: t("spaces.place"),
                cell: (space) => places.find(({ id }) => id === space.place)?.name ?? "–",
              },
              {
                key: "operators",
                label: t("spaces.operators"),
                cell: (space) => (
                  <Button
                    variant="default"
                    size="compact-md"
                    aria-label={t("spaces.toOperatorsOf", { space: space.name })}
                    onClick={() => setShown(space)}
                  >
                    {t("spaces.toOperators")}
                  </Button>
                ),
              },
            ]}
          />
        )}
      </PagedList>
      <OperatorsDialog space={shown} close={() => setShown(null)} />
    </Section>
  );
}

function OperatorsDialog({ space, close }: { space: Space | null; close: () => void }) {
  const { t } = useTranslation(["admin", "common"]);
  return (
    <Dialog opened={space !== null} onClose={close} title={space ? t("spaces.operatorsOf", { space: space.name }) : ""}>
      {space && (
        <Stack>
          <Operators space={space} />
          <OperatorForm space={space} close={close} />
        </Stack>
      )}
    </Dialog>
  );
}

function Operators({ space }: { space: Space }) {
  const { t } = useTranslation("admin");
  const operators = useInfiniteQuery({
    ...spacesListOperatorsInfiniteOptions({ path: { id: space.id }, query: { limit: 50 } }),
    ...pagingOf(space.id),
  });
  return (
    <PagedList query={operators} empty={<Text c="dimmed">{t("spaces.nobodyRuns")}</Text>}>
      {(all) => all.map((operator) => <Operator key={operator.person} space={space} operator={operator} />)}
    </PagedList>
  );
}

function Operator({ space, operator }: { space: Space; operator: SpaceOperator }) {
  const { t } = useTranslation("admin");
  const { person, name, email } = operator;
  const remove = useAct({
    act: () => spacesRemoveOperator({ path: { id: space.id, person }, throwOnError: true }),
    done: t("spaces.operatorRemoved"),
  });
  return (
    <Group justify="space-between">
      <Text>
        {name} ({email})
      </Text>
      <Button
        variant="default"
        size="compact-md"
        aria-label={t("spaces.removeOperatorOf", { name })}
        loading={remove.isPending}
        onClick={() => remove.mutate()}
      >
        {t("spaces.removeOperator")}
      </Button>
    </Group>
  );
}

function OperatorForm({ space, close }: { space: Space; close: () => void }) {
  const { t } = useTranslation("admin");
  const queries = useQueryClient();
  const { field, ...frame } = useApiForm({
    initial: { email: "" },
    rules: { email: { right: isAddress, wrong: t("spaces.operatorWrong") } },
    send: async (body) => {
      await spacesAddOperator({ path: { id: space.id }, body, throwOnError: true });
      notifications.show({ message: t("spaces.operatorAdded"), color: "muster" });
      close();
      await queries.invalidateQueries();
    },
    tell: ({ code, fields }) =>
      fields.length === 0 &&
      !["offline", "busy", "database-away", "internal", "forbidden", "unauthenticated"].includes(code)
        ? t("spaces.operatorConflict")
        : undefined,
  });
  return (
    <ApiForm {...frame} verb={t("spaces.addOperator")} onLeft={close} inDialog>
      <Text>{t("spaces.operatorText")}</Text>
      <TextInput type="email" label={t("spaces.email")} {...field("email")} />
    </ApiForm>
  );
}

const isChosen = (text: string) => text !== "";

function FoundSpace({ places }: { places: Place[] }) {
  const { t } = useTranslation(["admin", "common"]);
  const queries = useQueryClient();
  const [key, setKey] = useState(newKey);
  const { field, form, ...frame } = useApiForm({
    initial: { name: "", place: "", commission: "" },
    rules: {
      name: { right: (text) => isNote(text, 100), wrong: t("spaces.nameWrong") },
      place: { right: isChosen, wrong: t("spaces.placeWrong") },
      commission: { right: (text) => isScaled(text, 2, 0, 5000), wrong: t("spaces.commissionWrong") },
    },
    send: async ({ name, place, commission }) => {
      const body = { name, place, commission: scaled(commission, 2) ?? 0 };
      await spacesCreate({ body, headers: { "Idempotency-Key": key }, throwOnError: true });
      setKey(newKey());
      form.reset();
      notifications.show({ message: t("spaces.founded"), color: "muster" });
      await queries.invalidateQueries();
    },
  });
  return (
    <Section title={t("spaces.found")}>
      <ApiForm {...frame} verb={t("spaces.foundSubmit")}>
        <div className={classes.fields}>
          <TextInput label={t("spaces.name")} {...field("name")} />
          <NativeSelect
            label={t("spaces.place")}
            data={[
              { value: "", label: t("common:ui.choose"), disabled: true },
              ...places.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            {...field("place")}
          />
          <TextInput
            inputMode="decimal"
            label={t("spaces.commission")}
            description={t("spaces.commissionHint")}
            {...field("commission")}
          />
        </div>
      </ApiForm>
    </Section>
  );
}

function Places({ places }: { places: Place[] }) {
  const { t } = useTranslation("admin");
  const { locale } = useLocale();
  const degrees = (millionths: number) =>
    new Intl.NumberFormat(locale, { minimumFractionDigits: 4, maximumFractionDigits: 4 }).format(millionths / 1e6);
  return (
    <Section title={t("spaces.places")} lead={t("spaces.placesLead")}>
      {places.length === 0 ? (
        <Text c="dimmed">{t("spaces.noPlaces")}</Text>
      ) : (
        <DataTable
          caption={t("spaces.places")}
          rows={places}
          rowKey={({ id }) => id}
          columns={[
            { key: "name", label: t("spaces.name"), cell: ({ name }) => name },
            {
              key: "country",
              label: t("spaces.country"),
              cell: ({ country }) => names([country], "region", locale)[0],
            },
            { key: "kind", label: t("spaces.kind"), cell: ({ kind }) => t(`spaces.kinds.${kind}`) },
            {
              key: "coordinates",
              label: t("spaces.coordinates"),
              numeric: true,
              cell: ({ latitude_e6, longitude_e6 }) => (
                <Code>
                  {degrees(latitude_e6)} / {degrees(longitude_e6)}
                </Code>
              ),
            },
          ]}
        />
      )}
    </Section>
  );
}

function AddPlace() {
  const { t } = useTranslation(["admin", "common"]);
  const { locale } = useLocale();
  const tell = toldIn("admin");
  const queries = useQueryClient();
  const { field, form, ...frame } = useApiForm({
    initial: { name: "", country: "", kind: "rural", latitude_e6: "", longitude_e6: "" },
    rules: {
      name: { right: (text) => isNote(text, 100), wrong: t("spaces.nameWrong") },
      country: { right: isChosen, wrong: t("spaces.countryWrong") },
      kind: { right: isChosen, wrong: t("spaces.countryWrong") },
      latitude_e6: { right: (text) => isScaled(text, 6, -90e6, 90e6), wrong: t("spaces.latitudeWrong") },
      longitude_e6: { right: (text) => isScaled(text, 6, -180e6, 180e6), wrong: t("spaces.longitudeWrong") },
    },
    send: async ({ name, country, kind, latitude_e6, longitude_e6 }) => {
      const [north, east] = [scaled(latitude_e6, 6) ?? 0, scaled(longitude_e6, 6) ?? 0];
      const settlement = kind === "urban" ? ("urban" as const) : ("rural" as const);
      const body = { name, country, kind: settlement, latitude_e6: north, longitude_e6: east };
      await placesCreate({ body, throwOnError: true });
      form.reset();
      notifications.show({ message: t("spaces.placeAdded"), color: "muster" });
      await queries.invalidateQueries({ queryKey: PLACES.queryKey });
    },
    tell,
  });
  const countryNames = names(COUNTRIES, "region", locale);
  const countries = COUNTRIES.map((value, at) => ({ value, label: countryNames[at] ?? value }));
  countries.sort((one, other) => one.label.localeCompare(other.label, locale));
  return (
    <Section title={t("spaces.addPlace")}>
      <ApiForm {...frame} verb={t("spaces.addPlaceSubmit")}>
        <div className={classes.fields}>
          <TextInput label={t("spaces.name")} {...field("name")} />
          <NativeSelect
            label={t("spaces.country")}
            data={[{ value: "", label: t("common:ui.choose"), disabled: true }, ...countries]}
            {...field("country")}
          />
          <NativeSelect
            label={t("spaces.kind")}
            data={(["rural", "urban"] as const).map((value) => ({ value, label: t(`spaces.kinds.${value}`) }))}
            {...field("kind")}
          />
          <TextInput label={t("spaces.latitude")} {...field("latitude_e6")} />
          <TextInput label={t("spaces.longitude")} {...field("longitude_e6")} />
        </div>
      </ApiForm>
    </Section>
  );
}
