"""Words for what records hold as keys: one table a vocabulary, Chinese as readers see it."""

from __future__ import annotations

STATION_KIND = {
    "home": "代表之家",
    "centre": "中心联络站",
    "town": "乡镇街道联络站",
    "village": "村和社区联络站",
    "professional": "专业代表工作站",
    "judicial": "驻法院检察院联络站",
    "park": "园区联络站",
    "online": "网上联络站",
    "contact_point": "基层联系点",
}
GROUP_KIND = {"regional": "地区代表小组", "professional": "专业代表小组", "level": "分级代表小组"}
ACTIVITY_KIND = {
    "reception": "接待选民",
    "inspection": "视察",
    "research": "专题调研",
    "council": "代表议事",
    "training": "履职培训",
    "sit_in": "列席会议",
    "report_back": "述职评议",
    "hearing": "听证",
    "forum": "座谈",
    "lecture": "代表讲堂",
    "onsite_review": "现场评议",
    "assignment_meeting": "建议交办会",
    "outreach": "宣讲",
}
LEVEL = {"1": "全国", "2": "省级", "3": "设区的市、自治州", "4": "县级", "5": "乡镇"}
DUTY = {
    "activity": "参加活动",
    "led": "领衔提出建议",
    "joined": "附议建议",
    "research": "参加调研",
    "pledge": "完成承诺",
}
MANDATE_STATUS = {"active": "履职中", "suspended": "暂停执行代表职务", "ended": "代表职务已终止"}
FILED_IN = {"session": "大会期间", "recess": "闭会期间"}
SUGGESTION_KIND = {
    "suggestion": "建议",
    "criticism": "批评",
    "opinion": "意见",
    "motion_converted": "议案转建议",
}
PUBLICITY = {"public_full": "全文公开", "public_summary": "摘要公开", "not_public": "不予公开"}
CONCEAL_REASON = {
    "secret": "国家秘密",
    "work_secret": "工作秘密",
    "trade_secret": "商业秘密",
    "privacy": "个人隐私",
    "security_stability": "安全稳定",
    "deputy_requested": "代表要求",
    "third_party": "第三方权益",
    "pending_review": "待审查",
}
HANDLER_ROLE = {"lead": "主办", "assist": "协办", "separate": "分办"}
EVENT_KIND = {
    "lead": "线索征集",
    "filed": "提出",
    "accepted": "受理",
    "not_accepted": "不作为建议处理",
    "assigned": "交办",
    "returned": "退回",
    "handling": "开始办理",
    "extended": "延期",
    "replied": "答复",
    "evaluated": "满意度测评",
    "rehandling": "再次办理",
    "closed": "办结",
    "tracking": "跟踪办理",
    "lookback": "回头看",
    "archived": "归档",
    "withdrawn": "撤回",
    "merged": "并案办理",
}
STATE = {
    "lead": "线索",
    "filed": "已提出",
    "accepted": "已受理",
    "not_accepted": "不作为建议处理",
    "assigned": "已交办",
    "returned": "退回重新交办",
    "handling": "正在办理",
    "extended": "延期办理",
    "replied": "已答复",
    "evaluated": "已测评",
    "rehandling": "再次办理",
    "closed": "已办结",
    "tracking": "跟踪办理",
    "lookback": "已回头看",
    "archived": "已归档",
    "withdrawn": "已撤回",
    "merged": "已并案",
}
OUTCOME = {
    "resolved": "已解决",
    "in_progress": "正在解决",
    "planned": "列入计划",
    "later": "待以后解决",
    "reference": "留作参考",
    "infeasible": "暂不可行",
    "merged": "并案办理",
}
SURVEY_KIND = {
    "midyear": "年中测评",
    "annual": "年度测评",
    "onsite": "现场评议",
    "callback": "电话回访",
}
CONTACT_PHASE = {"before": "办前沟通", "during": "办中协商", "after": "办后回访"}
SUPERVISION_KIND = {
    "onsite": "现场督办",
    "urge": "通知催办",
    "research": "调研督办",
    "forum": "座谈督办",
    "hearing": "听取汇报",
    "joint": "联合督办",
    "collective": "集中督办",
    "routine": "日常督办",
}
LOOKBACK_FINDING = {"kept": "结果保持良好", "partly": "部分保持", "not_kept": "没有保持住"}
PROMISE_STATE = {"kept": "已兑现", "open": "还没到期", "overdue": "过期未兑现"}
VERDICT = {"accepted": "采纳", "partly": "部分采纳", "declined": "未采纳"}
RECORD_STATUS = {"draft": "草稿", "published": "发布", "withdrawn": "撤下"}
CONSENT_SCOPE = {
    "portrait": "公开照片",
    "office_contact": "公开办公联系方式",
    "birth_month": "公开出生年月",
}
ROLL = {"next_workday": "顺延到下一个工作日", "none": "不顺延"}
CONGRESS_LEVEL = {"1": "全国", "2": "省级", "3": "设区的市、自治州", "4": "县级", "5": "乡镇"}
BODY_KIND = {
    "standing_committee": "常务委员会",
    "special_committee": "专门委员会",
    "working_body": "工作机构",
    "government": "人民政府",
    "department": "政府部门",
    "court": "人民法院",
    "procuratorate": "人民检察院",
    "supervisory": "监察委员会",
    "enterprise": "企业",
    "joint_meeting": "代表联席会议",
}
DIVISION_KIND = {
    "city": "市、州",
    "county": "县、区、旗",
    "town": "乡镇、街道",
    "village": "村、社区",
}
UNIT_KIND = {"electing_unit": "选举单位", "constituency": "选区"}
COLUMN_KIND = {"news": "新闻", "notice": "公告", "spotlight": "代表风采"}
SEARCH_KIND = {
    "deputy": "代表",
    "station": "联络站",
    "suggestion": "建议",
    "news": "新闻",
    "research": "调研报告",
    "group": "代表小组",
    "activity": "活动",
    "page": "页面",
}
RECORD_KIND = {
    "deputy": "代表",
    "station": "联络站",
    "group": "代表小组",
    "activity": "活动",
    "suggestion": "建议",
    "news": "新闻",
    "research": "调研报告",
    "congress": "人民代表大会",
    "term": "届次",
    "session": "会议",
    "body": "机构",
    "division": "行政区划",
    "unit": "选举单位或选区",
    "topic": "分类",
    "column": "栏目",
    "outcome-scheme": "办理结果分类办法",
    "checklist": "对照清单",
}

# Page tag ColumnType (栏目类别), by the first part of an address.
COLUMN_TYPE = {
    "deputies": "概况信息",
    "groups": "概况信息",
    "pages": "概况信息",
    "news": "工作动态",
    "spotlight": "工作动态",
    "activities": "工作动态",
    "stations": "互动交流",
    "calendar": "互动交流",
    "search": "网站服务",
    "sitemap": "网站服务",
}
OTHER_COLUMN_TYPE = "信息公开"
