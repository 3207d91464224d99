import { NS } from '../../soap/namespaces.ts';

/**
 * XML Schema of the contract's types namespace, `?xsd=xsd1`: a notification, its events, and the header.
 *
 * Only what the operation SendNotification needs, stated from [MS-OXWSPSNTIF] and the EWS reference. Exchange's
 * own schema lists the values of `Version`; here any is valid, as the service asks none of its senders for one.
 *
 * No type extends one that is an extension itself: from such a chain node-soap 1.13 takes its elements in the
 * wrong order, and would send what the schema forbids.
 */
export function typesSchema(): string {
  return `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:t="${NS.types}" targetNamespace="${NS.types}" elementFormDefault="qualified">
  <xs:element name="RequestServerVersion">
    <xs:complexType>
      <xs:attribute name="Version" type="xs:string" use="required"/>
    </xs:complexType>
  </xs:element>
  <xs:simpleType name="ResponseClassType">
    <xs:restriction base="xs:string">
      <xs:enumeration value="Success"/>
      <xs:enumeration value="Warning"/>
      <xs:enumeration value="Error"/>
    </xs:restriction>
  </xs:simpleType>
  <xs:complexType name="NotificationType">
    <xs:sequence>
      <xs:element name="SubscriptionId" type="xs:string"/>
      <xs:element name="PreviousWatermark" type="xs:string" minOccurs="0"/>
      <xs:element name="MoreEvents" type="xs:boolean" minOccurs="0"/>
      <xs:choice maxOccurs="unbounded">
        <xs:element name="CopiedEvent" type="t:MovedCopiedEventType"/>
        <xs:element name="CreatedEvent" type="t:BaseObjectChangedEventType"/>
        <xs:element name="DeletedEvent" type="t:BaseObjectChangedEventType"/>
        <xs:element name="ModifiedEvent" type="t:ModifiedEventType"/>
        <xs:element name="MovedEvent" type="t:MovedCopiedEventType"/>
        <xs:element name="NewMailEvent" type="t:BaseObjectChangedEventType"/>
        <xs:element name="StatusEvent" type="t:BaseNotificationEventType"/>
        <xs:element name="FreeBusyChangedEvent" type="t:BaseObjectChangedEventType"/>
      </xs:choice>
    </xs:sequence>
  </xs:complexType>
  <xs:complexType name="BaseNotificationEventType">
    <xs:sequence>
      <xs:element name="Watermark" type="xs:string" minOccurs="0"/>
    </xs:sequence>
  </xs:complexType>
  <xs:complexType name="BaseObjectChangedEventType">
    <xs:sequence>
      <xs:element name="Watermark" type="xs:string" minOccurs="0"/>
      <xs:element name="TimeStamp" type="xs:dateTime"/>
      <xs:choice>
        <xs:element name="FolderId" type="t:FolderIdType"/>
        <xs:element name="ItemId" type="t:ItemIdType"/>
      </xs:choice>
      <xs:element name="ParentFolderId" type="t:FolderIdType"/>
    </xs:sequence>
  </xs:complexType>
  <xs:complexType name="ModifiedEventType">
    <xs:complexContent>
      <xs:extension base="t:BaseObjectChangedEventType">
        <xs:sequence>
          <xs:element name="UnreadCount" type="xs:int" minOccurs="0"/>
        </xs:sequence>
      </xs:extension>
    </xs:complexContent>
  </xs:complexType>
  <xs:complexType name="MovedCopiedEventType">
    <xs:complexContent>
      <xs:extension base="t:BaseObjectChangedEventType">
        <xs:sequence>
          <xs:choice>
            <xs:element name="OldFolderId" type="t:FolderIdType"/>
            <xs:element name="OldItemId" type="t:ItemIdType"/>
          </xs:choice>
          <xs:element name="OldParentFolderId" type="t:FolderIdType"/>
        </xs:sequence>
      </xs:extension>
    </xs:complexContent>
  </xs:complexType>
  <xs:complexType name="FolderIdType">
    <xs:attribute name="Id" type="xs:string" use="required"/>
    <xs:attribute name="ChangeKey" type="xs:string"/>
  </xs:complexType>
  <xs:complexType name="ItemIdType">
    <xs:attribute name="Id" type="xs:string" use="required"/>
    <xs:attribute name="ChangeKey" type="xs:string"/>
  </xs:complexType>
</xs:schema>
`;
}
