#!/bin/sh
# 流水线要做的事，写在一处：GitHub、GitLab、Gitee、Jenkins 都调用它。不需要任何密钥。
#   sh deploy/ci.sh check              检查记录（GitHub 上直接标在改动的那一行旁边）
#   sh deploy/ci.sh preview BASE       生成预览（请搜索引擎不要收录），和 BASE 提交的网站比较；BASE 有的网址不能没有了
#   sh deploy/ci.sh publish            发布到 public/，current 是网站
set -eu

cd "$(dirname "$0")/.."
run=.venv/bin/python
work="${CI_WORK:-.ci}"
summary="${GITHUB_STEP_SUMMARY:-$work/summary.md}"
mkdir -p "$work"

set_up() {
  [ -x "$run" ] || python3 -m venv .venv
  cmp -s requirements.lock .venv/installed.lock && return
  .venv/bin/pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
  cp requirements.lock .venv/installed.lock
}

case "${1:-}" in
check)
  set_up
  if [ -n "${GITHUB_ACTIONS:-}" ]; then form=github; else form=text; fi
  $run scripts/validate.py --format "$form"
  ;;
preview)
  set_up
  before=""
  if [ -n "${2:-}" ] && git rev-parse -q --verify "$2^{commit}" >/dev/null; then
    git worktree remove --force "$work/base" 2>/dev/null || true
    git worktree add -q --force --detach "$work/base" "$2"
    if $run scripts/publish.py --root "$work/base" --to "$work/preview" --noindex >"$work/base.log" 2>&1; then
      before="$(readlink -f "$work/preview/current")"
    else
      echo "改动之前的内容生成不出来，没法比较。" | tee -a "$summary"
    fi
    git worktree remove --force "$work/base"
  fi
  $run scripts/publish.py --to "$work/preview" --noindex
  if [ -n "$before" ]; then
    $run scripts/publish.py diff "$before" "$work/preview/current" | tee -a "$summary"
  fi
  ;;
publish)
  set_up
  shift
  $run scripts/publish.py --to public "$@"
  $run scripts/publish.py verify public
  ;;
*)
  sed -n '2,5s/^# \{0,1\}//p' "$0" >&2
  exit 2
  ;;
esac
