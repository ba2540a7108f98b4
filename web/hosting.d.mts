export function headersFile(): string;
export function nginxSnippet(): string;
