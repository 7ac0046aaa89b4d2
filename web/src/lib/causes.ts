import { t } from "@lingui/core/macro";

/** Why a provider did not read, in words that follow its name. */
export function causeWord(cause: string): string {
  switch (cause) {
    case "api_timeout":
      return t`did not answer in time`;
    case "unreachable":
      return t`could not be reached`;
    case "rate_limit":
    case "http_429":
      return t`asked for fewer requests`;
    case "circuit_open":
      return t`was being left alone, because it had failed repeatedly`;
    case "busy":
      return t`had its hands full`;
    case "daily_limit":
      return t`was not asked, because today's limit of your server was reached`;
    case "http_401":
    case "http_403":
      return t`did not accept the key`;
    case "http_402":
      return t`has no credit left for this key`;
    case "http_404":
      return t`does not know the model`;
    case "declined":
      return t`declined to read it`;
    case "cut_off":
      return t`did not get to the end of its answer`;
    case "unfounded":
      return t`quoted words that are not there`;
    case "unusable":
      return t`gave an answer that could not be used`;
    default:
      return statusWord(cause);
  }
}

function statusWord(cause: string): string {
  const status = /^http_(\d{3})$/.exec(cause)?.[1];
  return status === undefined ? t`failed` : t`answered with the error ${status}`;
}

/** Why an entry could not be read at all, in words. */
export function failureWord(error: string | null): string {
  if (error === "undecryptable") return t`its stored text could not be opened`;
  return t`something went wrong on the server`;
}
