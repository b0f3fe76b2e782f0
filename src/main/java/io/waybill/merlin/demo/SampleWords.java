package io.waybill.merlin.demo;

import java.util.List;

/** The invented names of people, teams, tribes and so on. */
final class SampleWords {
    /** A name in Persian, and as in an e-mail address. */
    record Name(String persian, String latin) {}

    static final List<Name> FIRST_NAMES = List.of(
            new Name("سارا", "Sara"),
            new Name("علی", "Ali"),
            new Name("نگار", "Negar"),
            new Name("رضا", "Reza"),
            new Name("مریم", "Maryam"),
            new Name("کیان", "Kian"),
            new Name("آزاده", "Azadeh"),
            new Name("بهرام", "Bahram"),
            new Name("پریسا", "Parisa"),
            new Name("فرهاد", "Farhad"),
            new Name("یلدا", "Yalda"),
            new Name("امیر", "Amir"),
            new Name("شیرین", "Shirin"),
            new Name("داریوش", "Dariush"),
            new Name("لیلا", "Leila"),
            new Name("کاوه", "Kaveh"));
    static final List<Name> LAST_NAMES = List.of(
            new Name("امینی", "Amini"),
            new Name("کریمی", "Karimi"),
            new Name("صابری", "Saberi"),
            new Name("رستمی", "Rostami"),
            new Name("یوسفی", "Yousefi"),
            new Name("شکیبا", "Shakiba"),
            new Name("نیک\u200Cپی", "Nikpay"),
            new Name("بهشتی", "Beheshti"),
            new Name("فلاحی", "Fallahi"),
            new Name("مهرجویی", "Mehrjoui"),
            new Name("پارسا", "Parsa"),
            new Name("کیانی", "Kiani"),
            new Name("دهقان", "Dehghan"),
            new Name("راد", "Rad"));
    static final List<String> TECH_TRIBES =
            List.of("Platform", "پرداخت", "Marketplace", "داده", "Mobile", "جست\u200Cوجو", "Growth");
    static final List<String> OTHER_TRIBES = List.of("مالی", "People", "بازاریابی");
    static final List<String> TEAMS = List.of(
            "Infrastructure",
            "کیف پول",
            "Checkout",
            "گزارش\u200Cها",
            "Android",
            "iOS",
            "رتبه\u200Cبندی",
            "Onboarding",
            "پشتیبانی",
            "Fraud",
            "آگهی\u200Cها",
            "Messaging",
            "امنیت",
            "Search Quality",
            "قیمت\u200Cگذاری",
            "Design System");
    static final List<String> CHAPTERS =
            List.of("Back end", "فرانت\u200Cاند", "Mobile", "علم داده", "Product", "طراحی", "Quality", "عملیات");
    static final List<String> LADDERS = List.of("SOFT-v1", "PROD-v1", "DATA-v1", "PEOPLE-v1");
    static final List<Name> LADDER_NAMES = List.of(
            new Name("نرم\u200Cافزار", "Software"),
            new Name("محصول", "Product"),
            new Name("داده", "Data"),
            new Name("منابع انسانی", "People"));
    static final List<Name> ASPECTS = List.of(
            new Name("مهارت\u200Cهای فنی", "technical"),
            new Name("رهبری", "leadership"),
            new Name("تحویل و تأثیر", "delivery"),
            new Name("ارتباط", "communication"));
    static final List<String> LABELS = List.of("بالاتر از انتظار", "Meets expectations", "");

    private SampleWords() {}
}
