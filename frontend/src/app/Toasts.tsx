import { useNotifications } from "@mantine/notifications";
import { lazy, Suspense, useState } from "react";

const ShownToasts = lazy(() => import("./ShownToasts"));

/** Where pages tell what was done: nowhere, until there is something to tell. */
export function Toasts() {
  const { notifications } = useNotifications();
  const [wasTold, setWasTold] = useState(false);
  if (notifications.length > 0 && !wasTold) {
    setWasTold(true);
  }
  return (
    wasTold && (
      <Suspense fallback={null}>
        <ShownToasts />
      </Suspense>
    )
  );
}
