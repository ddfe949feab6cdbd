import { notifications } from "@mantine/notifications";
import { useTranslation } from "react-i18next";
import {
  availabilityReadClock,
  availabilityReadPattern,
  availabilitySetClock,
  availabilitySetPattern,
  type Clock,
  type WeeklyPattern,
} from "@/api/generated";
import { availabilityWeeksQueryKey, calendarsListCalendarsQueryKey } from "@/api/generated/@tanstack/react-query.gen";
import type { KnownProblem } from "@/api/problem";
import { useProblemText } from "@/components/useProblemText";
import { useVersioned, type Versioned } from "@/features/member/versioned";

/** The usual week of the member, with its version. */
export function usePattern(done: () => void) {
  const { t } = useTranslation("availability");
  const refused = useRefusal();
  return useVersioned<WeeklyPattern, WeeklyPattern>({
    key: ["availability", "pattern"],
    read: (signal) => availabilityReadPattern({ signal, throwOnError: true }),
    write: (body, headers) => availabilitySetPattern({ body, headers, throwOnError: true }),
    ahead: (body) => body,
    stale: [availabilityWeeksQueryKey()],
    done: () => {
      notifications.show({ message: t("week.saved"), color: "muster" });
      done();
    },
    refused,
  });
}

/** Where the member's clock stands, with its version. */
export function useClock(done?: (saved: Versioned<Clock>) => void, refused?: (problem: KnownProblem) => void) {
  return useVersioned<Clock, Clock>({
    key: ["availability", "clock"],
    read: (signal) => availabilityReadClock({ signal, throwOnError: true }),
    write: (body, headers) => availabilitySetClock({ body, headers, throwOnError: true }),
    ahead: (body) => body,
    stale: [availabilityWeeksQueryKey(), calendarsListCalendarsQueryKey()],
    done,
    refused,
  });
}

function useRefusal() {
  const { t } = useTranslation("common");
  const sentence = useProblemText();
  return (problem: KnownProblem) =>
    notifications.show({ title: t("form.notDone"), message: sentence(problem), color: "red", autoClose: false });
}
