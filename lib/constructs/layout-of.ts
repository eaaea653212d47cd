import { type App, YamlOutputType } from 'cdk8s';
import { type Layout } from '../synth/layout';

/** How the files of a cluster's folder are cut, as the app says by cdk8s's own options. */
export function layoutOf(app: App): Layout {
  return { filePer: filePer(app.yamlOutputType), extension: app.outputFileExtension };
}

function filePer(type: YamlOutputType): Layout['filePer'] {
  switch (type) {
    case YamlOutputType.FILE_PER_APP:
      return 'app';
    case YamlOutputType.FILE_PER_CHART:
      return 'chart';
    case YamlOutputType.FILE_PER_RESOURCE:
      return 'resource';
    case YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE:
      return 'resource-in-chart-folder';
  }
}
