/** One commit: its message and the files as they are after it. */
export interface HistoryStep {
  readonly message: string;
  readonly files: Readonly<Record<string, string>>;
}

const README = `# The configuration of the demo

\`application.yml\` is read by every service, \`catalog.yml\` and \`storefront.yml\` by one each.
Edit, commit, push: the services that are affected follow at once.
`;

/** The commits that the demo's repository begins with. */
export function historyOfTheShop(signingKey: string): readonly HistoryStep[] {
  return [
    {
      message: 'Open the shop',
      files: { 'README.md': README, 'application.yml': applicationYml('Open since today') },
    },
    {
      message: 'Give the services settings of their own',
      files: { 'catalog.yml': catalogYml(0), 'storefront.yml': STOREFRONT_YML },
    },
    {
      message: 'Sign the price list; the key is encrypted',
      files: { 'catalog.yml': catalogYml(0, signingKey) },
    },
    {
      message: 'Autumn prices',
      files: {
        'application.yml': applicationYml('Everything for the season'),
        'catalog.yml': catalogYml(10, signingKey),
      },
    },
  ];
}

function applicationYml(motto: string): string {
  return `shop:\n  name: Vernal Outdoor\n  motto: ${motto}\n  currency: EUR\n`;
}

const STOREFRONT_YML = "storefront:\n  banner: Free delivery this week\n  accent: '#1f7a4d'\n";

function catalogYml(discount: number, key?: string): string {
  const keyLine = key === undefined ? '' : `  key: '${key}'\n`;
  return `catalog:\n  discount: ${discount}\n${keyLine}`;
}
