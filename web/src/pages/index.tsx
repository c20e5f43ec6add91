/** The pages beside the map: the report, method and limits, accessibility, privacy, one's own access. */
import type { FunctionComponent } from 'preact';
import { AccountPage } from '../account/page';
import { Report } from '../report/report';
import { type Page, page } from '../state/page';
import { PageFrame } from './frame';
import { ProsePage } from './prose';
import '../style/pages.css';

const CONTENT: Record<Page, FunctionComponent> = {
  report: Report,
  method: () => <ProsePage name="method" />,
  accessibility: () => <ProsePage name="accessibility" />,
  privacy: () => <ProsePage name="privacy" />,
  account: AccountPage,
};

export function Pages() {
  const Content = CONTENT[page.value ?? 'report'];
  return (
    <PageFrame>
      <Content />
    </PageFrame>
  );
}
