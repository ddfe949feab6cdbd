/** For what is open to everybody and tells more to whoever is signed in: the session is shown where there is one. */
export const SIGNED = { security: [{ scheme: "bearer", type: "http" }] } as const;
