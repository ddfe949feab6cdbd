import { Button, Group, NativeSelect, Stack, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { formationQuote, type Heads, type Place } from "@/api/generated";
import { skillsListOptions } from "@/api/generated/@tanstack/react-query.gen";
import { asProblem } from "@/api/problem";
import { ErrorState } from "@/components/ErrorState";
import { Finder } from "@/components/Finder";
import { Section } from "@/components/Section";
import { useLocale } from "@/i18n/useLocale";
import { day } from "@/lib/format";
import { nextMonday, oneSeat } from "./ask";
import classes from "./public.module.css";

/** How far away somebody may live from a place, in kilometres. */
const DISTANCES = [10, 25, 50, 100];
const WEEKS = 4;
const HOURS = 8;

/** Asks the network, without a name on either side, how many of its members can do something, and where. */
export function AskSection({ places }: { places: Place[] }) {
  const { t } = useTranslation("public");
  const { locale } = useLocale();
  const [skill, setSkill] = useState<string | null>(null);
  const [typed, setTyped] = useState("");
  const [place, setPlace] = useState("");
  const [km, setKm] = useState(50);
  const [isMissing, setMissing] = useState(false);
  const [wish] = useDebouncedValue(typed, 200);
  const skills = useQuery({
    ...skillsListOptions({ query: { q: wish, limit: 20 } }),
    enabled: wish.trim().length > 0,
    placeholderData: keepPreviousData,
  });
  const from = nextMonday(new Date());
  const ask = useMutation({
    mutationFn: async (wanted: { skill: string; place: string; km: number; name: string }) => {
      const { data } = await formationQuote({
        body: oneSeat(wanted, { from, weeks: WEEKS, hours: HOURS }),
        throwOnError: true,
      });
      return { wanted, seat: data.seats[0] };
    },
  });
  const told = ask.data?.seat;
  const placeName = places.find(({ id }) => id === ask.data?.wanted.place)?.name;
  return (
    <Section title={t("ask.title")} lead={t("ask.lead")}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setMissing(!skill);
          if (skill) {
            ask.mutate({ skill, place, km, name: typed });
          }
        }}
      >
        <Stack>
          <div className={classes.fields}>
            <Finder
              label={t("ask.skill")}
              placeholder={t("ask.skillHint")}
              typed={typed}
              onType={(text) => {
                setTyped(text);
                setSkill(null);
              }}
              options={wish.trim() ? (skills.data?.items ?? []) : []}
              onPick={({ id, name }) => {
                setTyped(name);
                setSkill(id);
                setMissing(false);
              }}
              nothing={wish.trim() && !skills.isFetching ? t("ask.noSkill") : undefined}
              error={isMissing ? t("ask.skillMissing") : undefined}
            />
            <NativeSelect
              label={t("ask.place")}
              value={place}
              onChange={(event) => setPlace(event.currentTarget.value)}
              data={[
                { value: "", label: t("ask.anywhere") },
                ...places
                  .toSorted((one, other) => one.name.localeCompare(other.name, locale))
                  .map(({ id, name }) => ({ value: id, label: name })),
              ]}
            />
            <NativeSelect
              label={t("ask.distance")}
              value={String(km)}
              disabled={!place}
              onChange={(event) => setKm(Number(event.currentTarget.value))}
              data={DISTANCES.map((each) => ({ value: String(each), label: t("ask.km", { km: each }) }))}
            />
          </div>
          <Group>
            <Button type="submit" loading={ask.isPending}>
              {t("ask.submit")}
            </Button>
          </Group>
        </Stack>
      </form>
      <div aria-live="polite">
        {ask.isError &&
          (asProblem(ask.error).code === "too-many" ? (
            <Text>{t("ask.tooMany")}</Text>
          ) : (
            <ErrorState error={ask.error} retry={() => ask.variables && ask.mutate(ask.variables)} />
          ))}
        {told && ask.data && (
          <Stack gap={4} className={classes.answer}>
            <Text fw={600}>
              <Skilled skill={ask.data.wanted.name} heads={told.skilled} />
            </Text>
            <Text>
              <Free heads={told.free} from={day(from, locale)} />
            </Text>
            {placeName && (
              <Text>
                <Near heads={told.eligible} place={placeName} km={ask.data.wanted.km} />
              </Text>
            )}
            <Text size="sm" c="dimmed">
              {t("ask.folded")}
            </Text>
          </Stack>
        )}
      </div>
    </Section>
  );
}

/** How many can do it. */
function Skilled({ heads, skill }: { heads: Heads; skill: string }) {
  const { t } = useTranslation("public");
  return <>{"exactly" in heads ? t("ask.skilled", { count: heads.exactly, skill }) : t("ask.fewSkilled", { skill })}</>;
}

/** How many of them have the hours. */
function Free({ heads, from }: { heads: Heads; from: string }) {
  const { t } = useTranslation("public");
  const when = { hours: HOURS, from, weeks: WEEKS };
  return <>{"exactly" in heads ? t("ask.free", { count: heads.exactly, ...when }) : t("ask.fewFree", when)}</>;
}

/** How many of those live near enough. */
function Near({ heads, place, km }: { heads: Heads; place: string; km: number }) {
  const { t } = useTranslation("public");
  const where = { place, km };
  return <>{"exactly" in heads ? t("ask.near", { count: heads.exactly, ...where }) : t("ask.fewNear", where)}</>;
}
