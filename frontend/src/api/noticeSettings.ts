import { queryOptions } from "@tanstack/react-query";
import { type NoticeSettings, noticesRules } from "./generated";

/** How somebody wants to be told, and the version that a change has to name. */
export interface ReadSettings {
  settings: NoticeSettings;
  version: string;
}

export const noticeSettingsQuery = queryOptions<ReadSettings>({
  queryKey: ["notice-settings"],
  queryFn: async () => {
    const { data, response } = await noticesRules({ throwOnError: true });
    return { settings: data, version: response.headers.get("ETag") ?? "" };
  },
});
