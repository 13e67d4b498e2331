// Markdown is Markdown only: no template language runs over the text.
export default function (config) {
  config.setQuietMode(true);
  return {
    dir: { input: "content", includes: "../_includes", output: "public" },
    templateFormats: ["md"],
    markdownTemplateEngine: false,
    htmlTemplateEngine: false,
  };
}
